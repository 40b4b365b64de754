/** What SSH access shows: what stands open, of the stacks in use, and no more than was chosen. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { askedGrant, createOrganisation, type Organisation, openChange } from "#lib/testing/organisation.ts";
import { readAccess, readAccessInput } from "./read-access.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
});
afterAll(() => org.close());

const seen = async (who: "ines" | "mara", chosen: object = {}) => {
  const read = await readAccess(org.deps, org.people[who], readAccessInput.parse(chosen));
  if (!read.ok) throw new Error(read.problem.sentence);
  return read.value;
};
const anotherStack = ({ name, ...more }: { name: string; planned?: boolean; retiredAt?: Date }) => {
  const { id: _, bindings, policy, ...shop } = org.stack;
  return org.owner.stack.create({
    data: { ...shop, bindings: bindings ?? [], policy: policy ?? {}, name, ...more },
  });
};

it("lists no standing source of a stack that is only planned, or retired", async () => {
  const source = await org.owner.source.create({
    data: { name: "HQ office", kind: "ipv4", value: "203.0.113.9/32" },
  });
  const planned = await anotherStack({ name: "planned", planned: true, retiredAt: new Date() });
  const retired = await anotherStack({ name: "retired", retiredAt: new Date() });
  for (const { id: stackId } of [org.stack, planned, retired])
    await org.owner.stackSource.create({
      data: { stackId, sourceId: source.id, reviewAt: new Date("2027-03-01") },
    });
  const listed = async (chosen: object = {}) =>
    (await seen("ines", chosen)).standing.map(({ stackName }) => stackName);
  expect(await listed()).toEqual(["shop"]);
  expect(await listed({ stack: "retired" })).toEqual([]);
  expect(await listed({ source: "203.0.113.9/32" })).toEqual(["shop"]);
});

it("lists of one's own access what was chosen", async () => {
  const { mara } = org.people;
  const ledger = await anotherStack({ name: "ledger" });
  const grantOn = async (stackId: string, hasEnded: boolean) => {
    const { id } = await openChange(org, mara);
    const grant = await askedGrant(org, id, mara);
    const refused = { state: "refused", endReason: "refused", endedAt: new Date() };
    await org.owner.grant.update({
      where: { id: grant.id },
      data: { stackId, ...(hasEnded ? refused : {}) },
    });
    return grant;
  };
  const [shops, ledgers] = [await grantOn(org.stack.id, false), await grantOn(ledger.id, false)];
  const [shopsOld, ledgersOld] = [await grantOn(org.stack.id, true), await grantOn(ledger.id, true)];
  const listed = async (chosen: object) => {
    const { mine, mineEnded } = await seen("mara", chosen);
    return [mine, mineEnded].map((grants) => grants.map(({ number }) => number));
  };
  expect(await listed({})).toEqual([
    [shops.number, ledgers.number],
    [ledgersOld.number, shopsOld.number],
  ]);
  expect(await listed({ stack: "ledger" })).toEqual([[ledgers.number], [ledgersOld.number]]);
  expect(await listed({ source: shops.peer })).toEqual([[shops.number], []]);
  expect(await listed({ source: shopsOld.peer })).toEqual([[], [shopsOld.number]]);
});
