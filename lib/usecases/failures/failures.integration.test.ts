import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrganisation, type Organisation, workerActor } from "#lib/testing/organisation.ts";
import { contentOf } from "../audit/content-of.ts";
import { recordRefusal } from "../audit/record-refusal.ts";
import type { PersonActor } from "../ports.ts";
import { countFailure } from "./count-failure.ts";
import { logFailures } from "./log-failures.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
});
afterAll(() => org.close());

const entries = () => org.owner.auditEntry.findMany({ orderBy: { at: "asc" }, include: { personal: true } });
const minuteEnds = () =>
  org.owner.$executeRaw`UPDATE failure_count SET minute = minute - interval '1 minute'`;
const sentence = "This needs a role.";

it("a stranger's failures come to one entry a minute, with their number and the first ten addresses", async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, at) => countFailure(org.web, "sign-in", `198.51.100.${at % 14}`)),
  );
  await countFailure(org.web, "log-token", undefined);
  const [row] = await org.web.failureCount.findMany({ where: { kind: "sign-in" } });
  if (row === undefined) throw new Error("Nothing was counted.");
  expect(new Set(row.addresses).size).toBe(10);
  expect(await logFailures(org.worker, workerActor)).toBe(0);
  await minuteEnds();
  expect(await logFailures(org.worker, workerActor)).toBe(2);
  expect(await logFailures(org.worker, workerActor)).toBe(0);
  const told = (await entries()).map((entry) => contentOf(entry).details);
  expect(told.map(({ kind, count }) => [kind, count]).sort()).toEqual([
    ["log-token", 1],
    ["sign-in", 40],
  ]);
  expect(told.find(({ kind }) => kind === "sign-in")?.addresses).toHaveLength(10);
});

it("web can count, and neither lower nor take away what was counted", async () => {
  await countFailure(org.web, "sign-in", "198.51.100.1");
  await expect(org.web.failureCount.updateMany({ data: { count: 1 } })).rejects.toThrow("permission denied");
  await expect(org.web.failureCount.deleteMany()).rejects.toThrow("permission denied");
  await expect(org.web.failureCount.create({ data: { kind: "sign-in" } })).rejects.toThrow(
    "permission denied",
  );
});

it("ten refusals a minute of somebody without a role are written, the others counted; others' are all", async () => {
  await org.owner.failureCount.deleteMany();
  const refuse = async (actor: PersonActor) => {
    for (let time = 0; time < 14; time += 1) {
      await recordRefusal({ db: org.web }, actor, "change.asked", {}, { kind: "forbidden", sentence });
    }
    return (await entries()).filter(({ actor: by }) => by === `person:${actor.personId}`).length;
  };
  expect(await refuse(org.people.noor)).toBe(10);
  expect(await refuse(org.people.mara)).toBe(14);
  await minuteEnds();
  await logFailures(org.worker, workerActor);
  const counted = (await entries()).filter(({ action }) => action === "failures.counted").at(-1);
  expect(counted).toMatchObject({ actor: "worker", personId: org.people.noor.personId });
  expect(counted === undefined ? null : contentOf(counted).details).toMatchObject({
    kind: "refused",
    count: 4,
  });
});
