import { expect, test } from "vitest";
import type { ObservedGroup, ObservedPrefixList, ObservedRule } from "#lib/core/group/observation.ts";
import { decideOutcome, type ObservationOutcome } from "./decide-outcome.ts";
import type { EstateReading, PartReading } from "./estate-reader.ts";
import type { KnownItem } from "./known-item.ts";
import type { FinishedObservation } from "./observation-rows.ts";

const whole = <Item>(items: readonly Item[]): PartReading<Item> => ({ items, complete: true, problem: null });
const broken = <Item>(items: readonly Item[]): PartReading<Item> => ({
  items,
  complete: false,
  problem: "A page could not be read.",
});

const ssh: ObservedRule = {
  ruleId: "sgr-1",
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  peer: { kind: "ipv4", cidr: "203.0.113.0/24" },
  description: null,
  tags: {},
};
const group = (groupId: string, rules: readonly ObservedRule[] | null = [ssh]): ObservedGroup => ({
  groupId,
  name: groupId,
  description: "",
  ownerId: "111111111111",
  vpcId: "vpc-1",
  associatedVpcIds: [],
  tags: {},
  rules: rules ?? [],
  rulesKnown: rules !== null,
});

const reading = (groups: PartReading<ObservedGroup>): EstateReading => ({
  vpcs: whole([]),
  subnets: whole([]),
  peerings: whole([]),
  groups,
  interfaces: whole([]),
  instances: whole([]),
  prefixLists: whole([]),
});

const first = new Date("2026-01-01T00:00:00Z");
const second = new Date("2026-01-01T00:05:00Z");

/** What is known after an outcome, as the store would tell it. */
function known(outcome: ObservationOutcome, before: readonly KnownItem[] = []): readonly KnownItem[] {
  const ended = new Set([...outcome.changed, ...outcome.gone].map((item) => item.itemId));
  return [...before.filter((item) => !ended.has(item.itemId)), ...outcome.changed];
}
const finished = (outcome: ObservationOutcome): FinishedObservation => ({
  id: 1n,
  startedAt: first,
  finishedAt: first,
  parts: outcome.parts,
  digest: outcome.digest,
  limits: null,
});
const look = (groups: PartReading<ObservedGroup>, before: readonly KnownItem[] = []) =>
  decideOutcome(reading(groups), before.length === 0 ? first : second, before, null);
const groupsIn = (items: readonly KnownItem[]): ObservedGroup[] => items.map((item) => JSON.parse(item.body));

test("a second look that finds the same changes nothing", () => {
  const before = known(look(whole([group("sg-1"), group("sg-2")])));
  const again = look(whole([group("sg-2"), group("sg-1")]), before);
  expect(again).toMatchObject({ state: "complete", changed: [], gone: [] });
  expect(again.digest).toBe(look(whole([group("sg-1"), group("sg-2")])).digest);
});

test("what a complete reading lacks is gone", () => {
  const before = known(look(whole([group("sg-1"), group("sg-2")])));
  const again = look(whole([group("sg-1")]), before);
  expect(again.gone.map((item) => item.itemId)).toEqual(["sg-2"]);
});

test("a prefix list that was not read this time covers nobody knows what", () => {
  const list: ObservedPrefixList = {
    prefixListId: "pl-1",
    name: "offices",
    family: "ipv4",
    ownerId: "111111111111",
    version: 3,
    maxEntries: 5,
    entries: ["203.0.113.0/24"],
  };
  const start = decideOutcome({ ...reading(whole([])), prefixLists: whole([list]) }, first, [], null);
  const unread = { ...reading(whole([])), prefixLists: broken<ObservedPrefixList>([]) };
  const again = decideOutcome(unread, second, known(start), finished(start));
  expect(again.gone).toEqual([]);
  expect(again.changed.map((item) => JSON.parse(item.body))).toEqual([{ ...list, entries: null }]);
});

test("a failed page makes its own groups unknown, keeps their last rules, and deletes nothing", () => {
  const start = look(whole([group("sg-1"), group("sg-2")]));
  const before = known(start);
  const again = decideOutcome(reading(broken([group("sg-1")])), second, before, finished(start));
  expect(again).toMatchObject({ state: "partial", gone: [] });
  expect(groupsIn(again.changed)).toEqual([{ ...group("sg-2"), rulesKnown: false }]);
  expect(again.parts.groups).toEqual({
    complete: false,
    asOf: first.toISOString(),
    problem: "A page could not be read.",
  });
  expect(again.parts.vpcs.asOf).toBe(second.toISOString());
  const mended = decideOutcome(
    reading(whole([group("sg-1"), group("sg-2")])),
    second,
    known(again, before),
    null,
  );
  expect(groupsIn(mended.changed)).toEqual([group("sg-2")]);
});

test("a group whose rules page failed shows its last rules as unknown", () => {
  const before = known(look(whole([group("sg-1")])));
  const again = look(broken([group("sg-1", null)]), before);
  expect(groupsIn(again.changed)).toEqual([{ ...group("sg-1"), rulesKnown: false }]);
});

test("a look that could read nothing failed, and still knows when each part was last whole", () => {
  const start = look(whole([group("sg-1")]));
  const nothing: EstateReading = {
    vpcs: broken([]),
    subnets: broken([]),
    peerings: broken([]),
    groups: broken([]),
    interfaces: broken([]),
    instances: broken([]),
    prefixLists: broken([]),
  };
  const outcome = decideOutcome(nothing, second, known(start), finished(start));
  expect(outcome.state).toBe("failed");
  expect(outcome.parts.vpcs.asOf).toBe(first.toISOString());
  expect(decideOutcome(nothing, first, [], null).parts.vpcs.asOf).toBeNull();
});
