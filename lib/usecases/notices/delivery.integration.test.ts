import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { notify } from "./notify.ts";
import { readUndelivered } from "./read-undelivered.ts";
import { type Mail, sendNotices } from "./send-notices.ts";
import { sendWebhooks } from "./send-webhooks.ts";

let org: Organisation;
const taken: string[] = [];
const mailer = { send: async ({ subject }: Mail) => void taken.push(subject), close: () => undefined };
const refusing = { ...mailer, send: () => Promise.reject(new Error("mail.example is away")) };
const hook = { name: "hook", send: async (body: string) => void taken.push(JSON.parse(body).subject) };
const refusingHook = { name: "hook", send: () => Promise.reject(new Error("hooks.example is away")) };
const nothing = () => undefined;

beforeAll(async () => {
  org = await createOrganisation();
});
afterAll(() => org.close());
beforeEach(async () => {
  taken.length = 0;
  await org.owner.notice.deleteMany();
  await org.owner.webhookDelivery.deleteMany();
  await org.worker.$transaction((transaction) =>
    notify(transaction, [org.people.casey.personId], {
      kind: "overdue",
      about: "overdue:1",
      subject: "1 grant should have ended",
      body: "It has not.",
    }),
  );
});

/** As after so many tries since it was made, and due again. */
const aged = async (table: "notice" | "webhook_delivery", days: number, tries: number) => {
  await org.owner.$executeRawUnsafe(
    `UPDATE ${table} SET attempts = ${tries}, send_after = now() - interval '1 minute',
            created_at = now() - interval '${days} days'`,
  );
};

it("goes on sending mail for as long as it is worth it, however often it could not", async () => {
  await aged("notice", 10, 200);
  expect(await sendNotices(org.worker, refusing)).toEqual({ sent: 0, failed: 1 });
  const { sendAfter } = await org.owner.notice.findFirstOrThrow();
  expect(sendAfter.getTime() - Date.now()).toBeLessThan(61 * 60_000);
  await aged("notice", 10, 200);
  expect(await sendNotices(org.worker, mailer)).toEqual({ sent: 1, failed: 0 });
  expect(taken).toEqual(["1 grant should have ended"]);
});

it("says so when it gives a mail up, and then tries it no more", async () => {
  await aged("notice", 13.99, 300);
  const lost: object[] = [];
  expect(await sendNotices(org.worker, refusing, undefined, (one) => lost.push(one))).toMatchObject({
    failed: 1,
  });
  expect(lost).toMatchObject([{ kind: "overdue", problem: "mail.example is away" }]);
  await org.owner.$executeRaw`UPDATE notice SET created_at = now() - interval '20 days', send_after = now()`;
  expect(await sendNotices(org.worker, mailer)).toEqual({ sent: 0, failed: 0 });
});

it("sends once what it could not even try in that time", async () => {
  await aged("notice", 20, 0);
  expect(await sendNotices(org.worker, mailer)).toEqual({ sent: 1, failed: 0 });
});

it("does the same for webhooks", async () => {
  expect(await sendWebhooks(org.worker, refusingHook, undefined, nothing)).toMatchObject({ failed: 1 });
  await aged("webhook_delivery", 10, 200);
  expect(await sendWebhooks(org.worker, hook, undefined, nothing)).toEqual({ sent: 1, failed: 0 });

  await org.owner.$executeRaw`UPDATE webhook_delivery SET sent_at = NULL`;
  await aged("webhook_delivery", 13.99, 300);
  const lost: object[] = [];
  await sendWebhooks(org.worker, refusingHook, undefined, (one) => lost.push(one));
  expect(lost).toMatchObject([{ kind: "overdue", problem: "hooks.example is away" }]);
});

it("tells cloud admins what has waited for long, since when and why, and nobody else", async () => {
  const { casey, ines } = org.people;
  const read = (actor = casey) => readUndelivered({ db: org.web }, actor);
  await sendNotices(org.worker, refusing);
  await sendWebhooks(org.worker, refusingHook, undefined);
  expect(await read()).toEqual([]);
  for (const table of ["notice", "webhook_delivery"] as const) {
    await org.owner.$executeRawUnsafe(`UPDATE ${table} SET created_at = now() - interval '16 minutes'`);
  }
  expect(await read()).toMatchObject([
    { way: "mail", count: 1, problem: "mail.example is away" },
    { way: "webhook", count: 1, problem: "hooks.example is away" },
  ]);
  expect(await read(ines)).toEqual([]);

  // One that is meant for later waits for nothing.
  await org.owner.$executeRaw`UPDATE notice SET attempts = 0, send_after = now() + interval '1 hour'`;
  await org.owner.$executeRaw`UPDATE webhook_delivery SET sent_at = now()`;
  expect(await read()).toEqual([]);
});
