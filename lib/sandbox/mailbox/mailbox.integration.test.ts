import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport, type SendMailOptions } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Letter } from "./letter-store.ts";
import { type Mailbox, startMailbox } from "./start-mailbox.ts";

let folder: string;
let mailbox: Mailbox;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sallyport-mailbox-"));
  mailbox = await startMailbox({ dataFolder: folder, pagePort: 0, smtpPort: 0 });
});

afterEach(async () => {
  await mailbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function deliver(mail: SendMailOptions): Promise<void> {
  const transport = createTransport(mailbox.smtpUrl);
  await transport.sendMail({ from: "Sallyport <sallyport@tidewater.example>", ...mail });
  transport.close();
}

async function messages(to?: string): Promise<Letter[]> {
  const query = to === undefined ? "" : `?to=${encodeURIComponent(to)}`;
  return (await fetch(`${mailbox.url}/messages${query}`)).json();
}

test("a letter that was sent can be read, by the address it went to", async () => {
  await deliver({
    to: "Ruben <ruben.ferreira@tidewater.example>",
    subject: "Mara asks for SSH to shop until 18:00",
    text: "Open http://localhost:3000/changes/7\n",
  });
  await deliver({ to: "ines.duarte@tidewater.example", subject: "Übersicht – 日本", text: "x" });

  expect(await messages()).toHaveLength(2);
  const [letter] = await messages("RUBEN.ferreira@tidewater.example");
  expect(letter).toMatchObject({
    to: ["ruben.ferreira@tidewater.example"],
    subject: "Mara asks for SSH to shop until 18:00",
    text: "Open http://localhost:3000/changes/7\n",
  });
  const list = await (await fetch(mailbox.url)).text();
  expect(list).toContain("Übersicht – 日本");
  const read = await (await fetch(`${mailbox.url}/letters/${letter?.id}`)).text();
  expect(read).toContain("<pre>Open http://localhost:3000/changes/7");
});

test("markup in a letter stays text, and HTML parts are never shown", async () => {
  const script = "<script>alert(1)</script>";
  await deliver({ to: "a@tidewater.example", subject: script, text: `${script} & "quoted"` });
  await deliver({
    to: "b@tidewater.example",
    subject: "HTML only",
    html: `<img src=x onerror=alert(1)>${script}`,
  });
  for (const letter of await messages()) {
    const response = await fetch(`${mailbox.url}/letters/${letter.id}`);
    const body = await response.text();
    expect(body).not.toContain("<script");
    expect(body).not.toContain("<img");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  }
  expect(await (await fetch(mailbox.url)).text()).not.toContain("<script");
});

test("letters survive a restart", async () => {
  await deliver({ to: "a@tidewater.example", subject: "kept", text: "x" });
  await mailbox.close();
  mailbox = await startMailbox({ dataFolder: folder, pagePort: 0, smtpPort: 0 });
  expect((await messages()).map((letter) => letter.subject)).toEqual(["kept"]);
});

test("only the newest letters are kept, and a huge one is refused", async () => {
  const transport = createTransport({ url: mailbox.smtpUrl, pool: true });
  for (let number = 1; number <= 503; number++) {
    await transport.sendMail({
      from: "s@t.example",
      to: "a@t.example",
      subject: `letter ${number}`,
      text: "x",
    });
  }
  transport.close();
  const kept = await messages();
  expect(kept).toHaveLength(500);
  expect(kept[0]?.subject).toBe("letter 503");
  await expect(
    deliver({ to: "a@t.example", subject: "huge", text: "x".repeat(1_200_000) }),
  ).rejects.toThrow();
  expect((await messages())[0]?.subject).toBe("letter 503");
});

test("a letter that is not there is a 404, and nothing but a clear changes the mailbox", async () => {
  expect((await fetch(`${mailbox.url}/letters/none`)).status).toBe(404);
  expect((await fetch(`${mailbox.url}/`, { method: "POST" })).status).toBe(405);
  await deliver({ to: "a@tidewater.example", subject: "x", text: "x" });
  expect((await fetch(`${mailbox.url}/messages`, { method: "DELETE" })).status).toBe(204);
  expect(await messages()).toEqual([]);
});
