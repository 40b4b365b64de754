import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askedGrant, createOrganisation, type Organisation, openChange } from "#lib/testing/organisation.ts";
import { alarmOverdue } from "#lib/usecases/expiry/alarm-overdue.ts";
import { notify } from "#lib/usecases/notices/notify.ts";
import { type Mail, sendNotices } from "#lib/usecases/notices/send-notices.ts";
import { sendWebhooks } from "#lib/usecases/notices/send-webhooks.ts";
import { isPublicAddress } from "./public-address.ts";
import { createWebhookSender, webhookSignature } from "./webhook-sender.ts";

const SECRET = "a secret of some length for tests";
const got: { headers: IncomingHttpHeaders; body: string }[] = [];
let status = 200;
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  got.push({ headers: request.headers, body });
  response.writeHead(status, { location: "http://169.254.169.254/" }).end();
});
let org: Organisation;
let port: number;
beforeAll(async () => {
  org = await createOrganisation();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await org.close();
});

const hook = (host: string, privateHosts: readonly string[] = [host], address = "127.0.0.1") =>
  createWebhookSender(
    { url: new URL(`http://${host}:${port}/x`), secret: SECRET, privateHosts },
    async () => [{ address, family: address.includes(":") ? 6 : 4 }],
  );

it("tells a receiver once what several people are told, signed, and again later when it did not take it", async () => {
  const { casey, mara } = org.people;
  await org.worker.$transaction((transaction) =>
    notify(transaction, [casey.personId, mara.personId], {
      kind: "drift",
      about: "drift:one",
      subject: "Rules changed",
      body: "Some did.",
      link: "/stacks/shop",
    }),
  );
  const sender = hook("hooks.internal.example");
  status = 302;
  expect(await sendWebhooks(org.worker, sender, "https://sallyport.example")).toEqual({ sent: 0, failed: 1 });
  expect(got).toHaveLength(1);
  status = 200;
  // Its next try lies ahead, and further away each time.
  expect(await sendWebhooks(org.worker, sender, undefined)).toEqual({ sent: 0, failed: 0 });
  const waiting = await org.web.webhookDelivery.findFirstOrThrow();
  expect(waiting).toMatchObject({ attempts: 1, sentAt: null, problem: expect.stringContaining("302") });
  expect(waiting.sendAfter.getTime()).toBeGreaterThan(Date.now() + 10_000);
  await org.owner.$executeRaw`UPDATE webhook_delivery SET send_after = now()`;
  expect(await sendWebhooks(org.worker, sender, "https://sallyport.example")).toEqual({ sent: 1, failed: 0 });
  expect(await sendWebhooks(org.worker, sender, undefined)).toEqual({ sent: 0, failed: 0 });

  const { headers, body } = got[1] ?? { headers: {}, body: "" };
  expect(headers.host).toBe(`hooks.internal.example:${port}`);
  const signature = String(headers["sallyport-signature"]);
  const seconds = Number(/^t=(\d+),/.exec(signature)?.[1]);
  expect(signature).toBe(webhookSignature(SECRET, seconds, body));
  expect(Math.abs(Date.now() / 1_000 - seconds)).toBeLessThan(60);
  expect(JSON.parse(body)).toMatchObject({ kind: "drift", subject: "Rules changed" });
  expect(JSON.parse(body).text).toContain("https://sallyport.example/stacks/shop");
});

it("what one process holds while it dies holds up nothing else: another tells the rest", async () => {
  const { ines } = org.people;
  await org.owner.notice.deleteMany();
  await org.worker.$transaction(async (transaction) => {
    for (const about of ["one", "two", "three"]) {
      const text = { about: `safe-mode:${about}`, subject: `Safe mode ${about}`, body: "It began." };
      await notify(transaction, [ines.personId], { kind: "safe-mode", ...text });
    }
  });
  const sent: string[] = [];
  const never = new Promise<never>(() => undefined);
  const lost = { name: "hook", send: () => never };
  const next = { name: "hook", send: async (body: string) => void sent.push(body) };
  void sendWebhooks(org.worker, lost, undefined);
  const held = () => org.owner.webhookDelivery.count({ where: { hook: "hook", attempts: 1 } });
  await expect.poll(held).toBeGreaterThan(0);
  expect(await sendWebhooks(org.worker, next, undefined)).toEqual({ sent: 2, failed: 0 });

  const mailer = {
    ...next,
    close: () => undefined,
    send: async ({ subject }: Mail) => void sent.push(subject),
  };
  void sendNotices(org.worker, { ...mailer, send: () => never });
  await expect.poll(() => org.owner.notice.count({ where: { attempts: 1 } })).toBeGreaterThan(0);
  expect(await sendNotices(org.worker, mailer)).toEqual({ sent: 2, failed: 0 });
  expect(sent).toHaveLength(4);
  await org.owner.notice.deleteMany();
});

it("the alarm of access that should have ended arrives, once an hour however often it is looked for", async () => {
  expect(await alarmOverdue(org.worker)).toEqual({ count: 0, oldestEnd: null });
  const { casey, mara } = org.people;
  const change = await openChange(org, mara);
  const grant = await askedGrant(org, change.id, mara);
  await org.worker.grant.update({ where: { id: grant.id }, data: { state: "live", openedAt: new Date() } });
  await org.owner.$executeRaw`
    UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'`;
  expect((await alarmOverdue(org.worker)).count).toBe(1);
  expect((await alarmOverdue(org.worker)).count).toBe(1);
  const told = await org.web.notice.findMany({ where: { kind: "overdue", personId: casey.personId } });
  expect(told.map(({ subject }) => subject)).toEqual(["1 grant should have ended and has not"]);
  const sender = hook("hooks.internal.example");
  expect(await sendWebhooks(org.worker, sender, undefined)).toEqual({ sent: 1, failed: 0 });
  expect(JSON.parse(got.at(-1)?.body ?? "")).toMatchObject({ kind: "overdue", subject: told[0]?.subject });
});

it.each([
  "127.0.0.1",
  "10.1.2.3",
  "169.254.169.254",
  "::1",
  "::ffff:169.254.169.254",
  "fd00::1",
  "2002:a00::1",
])("connects to nothing where a name turns out to mean %s", async (address) => {
  const before = got.length;
  await expect(hook("example.org", [], address).send("{}")).rejects.toThrow("not public");
  expect(got).toHaveLength(before);
});

it("does not take an address in the URL for public either, and knows public ones", async () => {
  await expect(hook("127.0.0.1", []).send("{}")).rejects.toThrow("not public");
  await expect(hook("[::1]", []).send("{}")).rejects.toThrow("not public");
  expect(["8.8.8.8", "2606:4700::1111"].every(isPublicAddress)).toBe(true);
});
