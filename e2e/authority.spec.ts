import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { approveButton, ask, askButton, fillIn } from "./support/access.ts";
import { expect, test } from "./support/flows.ts";
import { captureInstead, replay } from "./support/replay.ts";
import { listenForChanges } from "./support/requests.ts";

test("an ssh admin cannot see what another asked for nor call the action that answers it", async ({
  company,
}) => {
  const jonas = await company.as("Jonas Weber");
  const change = await ask(jonas, { stack: "status", from: "203.0.113.41", seconds: 1_800 });
  const changes = await listenForChanges(GROUP.statusDoor);

  const mara = await company.as("Mara Haddad");
  await mara.goto(change);
  await expect(mara.getByRole("heading", { level: 1 })).toHaveText("Not here");

  const ruben = await company.as("Ruben Ferreira");
  await ruben.goto(change);
  const post = await captureInstead(ruben, approveButton(ruben));
  const answer = await replay(mara.request, post);
  expect(await answer.text()).toContain("You are an ssh admin");
  await ruben.reload();
  await expect(ruben.getByText("Waiting for you")).toBeVisible();
  expect(await changes()).toEqual([]);
});

test("nobody approves their own request", async ({ company }) => {
  const casey = await company.as("Casey Lindqvist");
  const wish = { stack: "status", from: "203.0.113.42", seconds: 1_800, for: "Mara Haddad" };
  const change = await ask(casey, wish);
  await expect(approveButton(casey)).toBeHidden();

  const ruben = await company.as("Ruben Ferreira");
  await ruben.goto(change);
  const post = await captureInstead(ruben, approveButton(ruben));
  for (const [name, why] of [
    ["Casey Lindqvist", "You asked for this change: somebody else answers it."],
    ["Mara Haddad", "This change is for you: somebody else answers it."],
  ] as const) {
    const page = await company.as(name);
    expect(await (await replay(page.request, post)).text()).toContain(why);
  }
  await ruben.reload();
  await expect(ruben.getByText("Waiting for you")).toBeVisible();

  await casey.goto("/audit?action=refused");
  await expect(casey.getByRole("table", { name: "Audit log" })).toContainText("Mara Haddad was refused");
});

test("a form that comes from elsewhere, or from nobody, changes nothing", async ({ company, playwright }) => {
  const jonas = await company.as("Jonas Weber");
  const change = await ask(jonas, { stack: "status", from: "203.0.113.43", seconds: 1_800 });
  const ruben = await company.as("Ruben Ferreira");
  await ruben.goto(change);
  const post = await captureInstead(ruben, approveButton(ruben));
  const disguises: Record<string, Record<string, string | undefined>> = {
    "another site": { origin: "https://evil.example" },
    "another port": { origin: "http://localhost:1" },
    "an opaque origin": { origin: "null" },
    "no origin": { origin: undefined, referer: undefined },
    "a forwarded host": { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    "a plain form": { "content-type": "text/plain" },
  };
  for (const [name, headers] of Object.entries(disguises)) {
    await test.step(name, async () => {
      await replay(ruben.request, post, headers);
      await ruben.reload();
      await expect(ruben.getByText("Waiting for you")).toBeVisible();
    });
  }
  await test.step("nobody", async () => {
    const nobody = await playwright.request.newContext();
    const answer = await replay(nobody, post);
    expect(await answer.text()).not.toContain("Approved");
    await nobody.dispose();
    await ruben.reload();
    await expect(ruben.getByText("Waiting for you")).toBeVisible();
  });
  await test.step("it was no empty form: from his own page it approves", async () => {
    expect(await (await replay(ruben.request, post)).text()).toContain("Approved");
  });
});

test("a form that is sent many times makes one request", async ({ company }) => {
  const mara = await company.as("Mara Haddad");
  const requestsFrom = (address: string) => mara.getByRole("row").filter({ hasText: address });
  await fillIn(mara, { stack: "status", from: "203.0.113.44", seconds: 1_800 });
  const post = await captureInstead(mara, askButton(mara));
  await Promise.all(Array.from({ length: 10 }, () => replay(mara.request, post)));
  await mara.goto("/changes?show=mine");
  await expect(requestsFrom("203.0.113.44")).toHaveCount(1);

  await fillIn(mara, { stack: "status", from: "203.0.113.45", seconds: 1_800 });
  await askButton(mara).dblclick();
  await expect(mara).toHaveURL(/\/changes\/\d+$/);
  await mara.goto("/changes?show=mine");
  await expect(requestsFrom("203.0.113.45")).toHaveCount(1);
});
