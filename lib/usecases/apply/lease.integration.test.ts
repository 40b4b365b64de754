import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { APPLY_TIMES } from "./apply-times.ts";
import { acquireLease, LeaseLost } from "./lease.ts";

const TIMES = { ...APPLY_TIMES, leaseMs: 2_000, requestMs: 800 };
let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
});
afterAll(() => org.close());

const take = (keys: readonly string[], times = TIMES) => acquireLease(org.worker, keys, randomUUID(), times);

it("has one holder, however many try at once, and takes all keys or none", async () => {
  const keys = ["a/group", "b/group"];
  for (let round = 0; round < 10; round += 1) {
    const taken = await Promise.all(Array.from({ length: 8 }, () => take(keys, APPLY_TIMES)));
    const held = taken.filter((lease) => lease !== null);
    expect(held).toHaveLength(1);
    expect(await take(["b/group", "c/group"], APPLY_TIMES)).toBeNull();
    const [third] = (await Promise.all([take(["c/group"], APPLY_TIMES)])).filter((lease) => lease !== null);
    await third?.release(org.worker);
    await held[0]?.release(org.worker);
  }
});

it("passes on only after a request of its holder can have come to its end, and then with a higher token", async () => {
  const first = await take(["d/group"]);
  expect(first?.stands()).toBe(true);
  await sleep(TIMES.leaseMs + 100);
  expect(first?.stands()).toBe(false);
  expect(await take(["d/group"])).toBeNull();
  await sleep(TIMES.requestMs);
  const second = await take(["d/group"]);
  expect(second?.tokens.get("d/group")).toBe((first?.tokens.get("d/group") ?? 0n) + 1n);
  await expect(org.worker.$transaction(async (transaction) => first?.hold(transaction))).rejects.toThrow(
    LeaseLost,
  );
});

it("stands as long as it is held on to", async () => {
  const lease = await take(["e/group"]);
  for (let round = 0; round < 4; round += 1) {
    await sleep(TIMES.leaseMs / 2);
    await org.worker.$transaction(async (transaction) => lease?.hold(transaction));
    expect(lease?.stands()).toBe(true);
  }
});
