/** What an account looked at again takes over, and each thing that keeps it from that. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedGroup } from "#lib/core/group/observation.ts";
import {
  ACCOUNT,
  bindingOf,
  groupOf,
  interfaceOf,
  observationOf,
  ruleOf,
  sourceOf,
  stackOf,
} from "#lib/core/testing/estate.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { diffAccount } from "./diff-account.ts";

const list = (entries: readonly string[]) => ({
  prefixListId: "pl-1",
  name: "vpn",
  family: "ipv4" as const,
  ownerId: ACCOUNT,
  version: 1,
  maxEntries: 5,
  entries,
});
const far = (ownerId: string) => ({
  ...ruleOf("tcp 1 sg-far"),
  peer: { kind: "group" as const, groupId: "sg-far", ownerId },
});

const BEFORE = observationOf({
  groups: [
    groupOf("sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"]),
    groupOf("sg-web2", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"]),
    groupOf("sg-app", ["tcp 8080 sg-web", "tcp 8080 sg-web2"]),
    groupOf("sg-db", ["tcp 3306 sg-app"]),
    groupOf("sg-ssh", ["tcp 22 pl-1"]),
    groupOf("sg-other", ["tcp 1 sg-web", far("999999999999")]),
  ],
  interfaces: [interfaceOf("eni-1", ["sg-web", "sg-ssh"], ["10.0.0.1/32"])],
  prefixLists: [list(["198.51.100.0/24"])],
});
const SHOP = stackOf({
  openSources: [{ name: "VPN", peer: { kind: "prefix-list", prefixListId: "pl-1" } }],
  bindings: [
    bindingOf("web", "sg-web", "sg-web2"),
    ...stackOf().bindings.filter(({ tier }) => tier !== "web"),
  ],
});
const BLOG = stackOf({
  name: "blog",
  bindings: [bindingOf("web", "sg-other"), bindingOf("ssh-admin", "sg-ssh")],
  openSources: [sourceOf("10.0.0.0/8")],
});

const changed = (groupId: string, more: Partial<ObservedGroup>): Observation => ({
  ...BEFORE,
  groups: BEFORE.groups.map((group) => (group.groupId === groupId ? { ...group, ...more } : group)),
});

const again = (after: Observation, stacks: readonly Stack[] = [SHOP, BLOG]) => {
  const earlier = diffAccount(stacks, BEFORE);
  const now = diffAccount(stacks, after, earlier);
  // Whatever was taken over, it is what a first look says.
  expect([...now.stacks]).toStrictEqual([...diffAccount(stacks, after).stacks]);
  expect(now.observation).toBe(after);
  return stacks.filter((stack) => now.stacks.get(stack) === earlier.stacks.get(stack));
};

describe("an account again", () => {
  it("takes over every stack where nothing changed, also in an observation that only is another", () => {
    expect(again(BEFORE)).toEqual([SHOP, BLOG]);
    expect(again({ ...BEFORE, takenAt: "2026-02-02T00:00:00Z" })).toEqual([SHOP, BLOG]);
  });

  it("looks again at the stacks that bind a group whose rules changed, first or further, and at no others", () => {
    expect(again(changed("sg-app", { rules: [] }))).toEqual([BLOG]);
    expect(again(changed("sg-web2", { rules: [] }))).toEqual([BLOG]);
    expect(again(changed("sg-other", { rules: [far("999999999999")] }))).toEqual([SHOP]);
    expect(again(changed("sg-ssh", { rules: [] }))).toEqual([]);
    expect(again(changed("sg-ssh", { name: "door" }))).toEqual([]);
  });

  it.each<[string, Observation]>([
    ["VPCs", { ...BEFORE, vpcs: BEFORE.vpcs.map((vpc) => ({ ...vpc, ipv6Cidrs: ["2001:db8::/56"] })) }],
    ["interfaces", { ...BEFORE, interfaces: [interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"])] }],
    ["prefix lists", { ...BEFORE, prefixLists: [list(["203.0.113.0/24"])] }],
    ["peerings", { ...BEFORE, peerings: [] }],
    ["what was read of it", { ...BEFORE, parts: observationOf({}, ["interfaces"]).parts }],
    ["which groups there are", { ...BEFORE, groups: BEFORE.groups.slice(0, -1) }],
    ["a group more", { ...BEFORE, groups: [...BEFORE.groups, groupOf("sg-new", [])] }],
    ["the order of groups", { ...BEFORE, groups: BEFORE.groups.toReversed() }],
    ["where a group is", changed("sg-other", { vpcId: "vpc-2" })],
    ["which VPCs a group is associated with", changed("sg-other", { associatedVpcIds: ["vpc-2"] })],
    ["whose a group is", changed("sg-other", { ownerId: "999999999999" })],
    ["a group's id", changed("sg-other", { groupId: "sg-renamed" })],
    ["who owns a group out of sight", changed("sg-other", { rules: [far("888888888888")] })],
    ["that a group out of sight is named", changed("sg-other", { rules: [] })],
  ])("looks again at all of it when this changed: %s", (_, after) => expect(again(after)).toEqual([]));

  it("takes over nothing of another account or Region", () => {
    const earlier = diffAccount([SHOP], BEFORE);
    for (const other of [{ region: "us-east-1" }, { accountId: "999999999999" }])
      expect(() => diffAccount([SHOP], { ...BEFORE, ...other }, earlier)).toThrow("Stack shop lives in");
  });

  it("looks at a stack that it has not seen before", () => {
    const earlier = diffAccount([SHOP], BEFORE);
    const now = diffAccount([SHOP, BLOG], BEFORE, earlier);
    expect(now.stacks.get(SHOP)).toBe(earlier.stacks.get(SHOP));
    expect(now.stacks.get(BLOG)).toStrictEqual(diffAccount([BLOG], BEFORE).stacks.get(BLOG));
  });

  it("tells owners named apart, however the rules that name them stand", () => {
    const two = [
      far("999999999999"),
      { ...far("777777777777"), peer: { ...far("777777777777").peer, groupId: "sg-x" } },
    ];
    const start = changed("sg-other", { rules: two });
    const earlier = diffAccount([SHOP], start);
    const turned = {
      ...start,
      groups: start.groups.map((group) =>
        group.groupId === "sg-other" ? { ...group, rules: two.toReversed() } : group,
      ),
    };
    expect(diffAccount([SHOP], turned, earlier).stacks.get(SHOP)).toBe(earlier.stacks.get(SHOP));
  });
});
