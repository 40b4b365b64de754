import { describe, expect, it } from "vitest";
import type { Direction, ObservedPrefixList } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, observationOf, peerOf, ruleOf } from "../testing/estate.ts";
import type { PlanStep } from "./plan.ts";
import { overLimit, peerWeight, type QuotaGap, quotaGaps, rulesOfSide, weightOf } from "./quota.ts";
import { describeQuotaGap } from "./quota-words.ts";

const list = (
  prefixListId: string,
  name: string,
  more: Partial<ObservedPrefixList> = {},
): ObservedPrefixList => ({
  prefixListId,
  name,
  family: "ipv4",
  ownerId: "AWS",
  version: null,
  maxEntries: null,
  entries: [],
  ...more,
});

const index = indexObservation(
  observationOf({
    groups: [
      groupOf("sg-1", [
        "tcp 22 10.0.0.0/8",
        "tcp 22 10.0.0.0/8",
        "tcp 22 ::/0",
        "tcp 22 sg-2",
        ruleOf("tcp 22 pl-own", "egress"),
      ]),
      groupOf("sg-2", []),
      groupOf("sg-3", ["tcp 22 pl-gone"]),
    ],
    prefixLists: [
      list("pl-own", "office", { maxEntries: 7, version: 1 }),
      list("pl-six", "office", { maxEntries: 3, version: 1, family: "ipv6" }),
      list("pl-cf", "com.amazonaws.global.cloudfront.origin-facing"),
      list("pl-eic", "com.amazonaws.eu-central-1.ec2-instance-connect"),
      list("pl-s3", "com.amazonaws.eu-central-1.s3"),
      list("pl-odd", "com.amazonaws.s3.eu-central-1.dynamodb"),
      list("pl-cf2", "com.amazonaws.global.cloudfront.origin-facing.v2"),
      list("pl-eic2", "com.amazonaws.eu-central-1.ec2-instance-connect.ipv6"),
    ],
  }),
);

describe("what a rule counts", () => {
  it.each([
    ["10.0.0.0/8", 1, 0],
    ["::/0", 0, 1],
    ["sg-9", 1, 1],
    ["pl-own", 7, 0],
    ["pl-six", 0, 3],
    ["pl-cf", 55, 0],
    ["pl-eic", 2, 0],
    ["pl-s3", 1, 0],
    ["pl-odd", null, 0],
    ["pl-cf2", null, 0],
    ["pl-eic2", null, 0],
    ["pl-gone", null, null],
  ])("with the peer %s: %j for IPv4, %j for IPv6", (peer, ipv4, ipv6) =>
    expect(peerWeight(peerOf(peer), index)).toStrictEqual({ ipv4, ipv6 }),
  );

  it("is summed over the distinct rules of a side", () => {
    const weight = (groupId: string, direction: Direction) =>
      weightOf(rulesOfSide({ groupId, direction }, index), index);
    expect(weight("sg-1", "ingress")).toStrictEqual({ ipv4: 2, ipv6: 2 });
    expect(weight("sg-1", "egress")).toStrictEqual({ ipv4: 7, ipv6: 0 });
    expect(weight("sg-3", "ingress")).toStrictEqual({ ipv4: null, ipv6: null });
    expect(weight("sg-x", "ingress")).toStrictEqual({ ipv4: 0, ipv6: 0 });
  });

  it("is over the limit in the families where the rule counts", () => {
    const limits = { rulesPerGroup: 3, groupsPerInterface: 5 };
    expect(overLimit({ ipv4: 4, ipv6: 4 }, { ipv4: 1, ipv6: 1 }, limits)).toStrictEqual(["ipv4", "ipv6"]);
    expect(overLimit({ ipv4: 4, ipv6: 4 }, { ipv4: 1, ipv6: 0 }, limits)).toStrictEqual(["ipv4"]);
    expect(overLimit({ ipv4: 3, ipv6: 3 }, { ipv4: 1, ipv6: 1 }, limits)).toStrictEqual([]);
    expect(overLimit({ ipv4: null, ipv6: 0 }, { ipv4: 1, ipv6: 1 }, limits)).toStrictEqual(["ipv4"]);
  });
});

describe("the peak on the way", () => {
  const rule = (text: string, direction: "ingress" | "egress" = "ingress") => {
    const { ruleId: _, tags: __, ...rest } = ruleOf(text, direction);
    return rest;
  };
  const come = (groupId: string, text: string, direction: "ingress" | "egress" = "ingress"): PlanStep => ({
    action: "authorize",
    groupId,
    rule: rule(text, direction),
    tags: {},
  });
  const go = (groupId: string, text: string): PlanStep => ({
    action: "revoke",
    groupId,
    rule: rule(text),
    ruleId: null,
  });
  const gaps = (steps: readonly PlanStep[], rulesPerGroup: number) =>
    quotaGaps(steps, { rulesPerGroup, groupsPerInterface: 5 }, index).map(
      ({ groupId, direction, family, peak, needed }) => `${groupId} ${direction} ${family} ${peak} ${needed}`,
    );

  it("is the most that a side has, each family for itself", () => {
    const steps = [
      come("sg-1", "tcp 1 10.0.0.0/8"),
      come("sg-1", "tcp 2 10.0.0.0/8"),
      go("sg-1", "tcp 1 10.0.0.0/8"),
    ];
    expect(gaps(steps, 4)).toStrictEqual([]);
    expect(gaps(steps, 3)).toStrictEqual(["sg-1 ingress ipv4 4 1"]);
    expect(gaps(steps, 2)).toStrictEqual(["sg-1 ingress ipv4 4 2"]);
    expect(gaps([go("sg-1", "tcp 22 10.0.0.0/8"), ...steps], 3)).toStrictEqual([]);
    expect(gaps([come("sg-1", "tcp 1 sg-9")], 2)).toStrictEqual([
      "sg-1 ingress ipv4 3 1",
      "sg-1 ingress ipv6 3 1",
    ]);
    expect(gaps([come("sg-1", "tcp 22 10.0.0.0/8")], 2)).toStrictEqual([]);
    expect(gaps([come("sg-1", "tcp 1 10.0.0.0/8", "egress")], 7)).toStrictEqual(["sg-1 egress ipv4 8 1"]);
    expect(gaps([come("sg-3", "tcp 1 10.0.0.0/8")], 60)).toStrictEqual(["sg-3 ingress ipv4 null null"]);
  });

  it("counts a rule that is changed in place once, as what it becomes", () => {
    const turn = (before: string, after: string): PlanStep => ({
      action: "modify",
      groupId: "sg-1",
      ruleId: "sgr-1",
      before: rule(before),
      after: rule(after),
    });
    expect(gaps([turn("tcp 22 10.0.0.0/8", "tcp 23 10.0.0.0/8")], 2)).toStrictEqual([]);
    expect(gaps([turn("tcp 22 10.0.0.0/8", "tcp 23 sg-9")], 2)).toStrictEqual(["sg-1 ingress ipv6 3 1"]);
    expect(
      gaps([turn("tcp 22 10.0.0.0/8", "tcp 23 10.0.0.0/8"), come("sg-1", "tcp 22 10.0.0.0/8")], 2),
    ).toStrictEqual(["sg-1 ingress ipv4 3 1"]);
  });

  it("tells the highest of several peaks, and each side for itself", () => {
    const up = ["tcp 1 10.0.0.0/8", "tcp 2 10.0.0.0/8"].map((text) => come("sg-1", text));
    const down = ["tcp 1 10.0.0.0/8", "tcp 2 10.0.0.0/8"].map((text) => go("sg-1", text));
    expect(gaps([...up, ...down, come("sg-1", "tcp 3 10.0.0.0/8")], 2)).toStrictEqual([
      "sg-1 ingress ipv4 4 2",
    ]);
    expect(
      gaps([...up, come("sg-1", "tcp 9 10.0.0.0/8", "egress"), come("sg-2", "tcp 1 sg-1")], 3),
    ).toStrictEqual(["sg-1 ingress ipv4 4 1", "sg-1 egress ipv4 8 5"]);
    expect(gaps([go("sg-1", "tcp 22 10.0.0.0/8"), come("sg-1", "tcp 1 10.0.0.0/8")], 2)).toStrictEqual([]);
  });

  it("names the lists that nobody can weigh", () => {
    const unweighed = (groupId: string, ...steps: readonly PlanStep[]) =>
      quotaGaps(steps, { rulesPerGroup: 60, groupsPerInterface: 5 }, index).map((gap) => [
        gap.groupId,
        gap.family,
        gap.unweighed,
        gap.groupId === groupId,
      ]);
    expect(unweighed("sg-3", come("sg-3", "tcp 1 sg-9"))).toStrictEqual([
      ["sg-3", "ipv4", ["pl-gone"], true],
      ["sg-3", "ipv6", ["pl-gone"], true],
    ]);
    expect(unweighed("sg-2", come("sg-2", "tcp 1 pl-odd"), come("sg-2", "tcp 1 pl-own"))).toStrictEqual([
      ["sg-2", "ipv4", ["pl-odd"], true],
    ]);
    const weighed = [come("sg-2", "tcp 1 pl-own"), come("sg-2", "tcp 1 10.0.0.0/8")];
    expect(unweighed("sg-2", ...weighed)).toStrictEqual([]);
    expect(unweighed("sg-2", ...weighed, come("sg-2", "tcp 1 pl-odd"))).toStrictEqual([
      ["sg-2", "ipv4", ["pl-odd"], true],
    ]);
  });

  it("counts what EC2 gives a new group", () => {
    const steps: PlanStep[] = [
      { action: "create-group", groupId: "sg-new", name: "new", description: "", vpcId: "vpc-1", tags: {} },
      come("sg-new", "tcp 1 10.0.0.0/8", "egress"),
    ];
    expect(gaps(steps, 2)).toStrictEqual([]);
    expect(gaps(steps, 1)).toStrictEqual(["sg-new egress ipv4 2 1"]);
    expect(gaps([...steps.slice(0, 1), come("sg-new", "tcp 1 10.0.0.0/8")], 1)).toStrictEqual([]);
  });
});

describe("a gap in words", () => {
  const gap: QuotaGap = {
    groupId: "sg-1",
    direction: "ingress",
    family: "ipv4",
    limits: { rulesPerGroup: 60, groupsPerInterface: 5 },
    peak: 61,
    needed: 1,
    unweighed: [],
  };
  const assumed = { ...gap.limits, assumedBecause: "Nobody may read them." };

  it.each([
    [
      gap,
      false,
      "sg-1 (ingress, IPv4) would have 61 rules on the way, and 60 are allowed. It needs 1 more free rule: remove some first, or raise the quota.",
    ],
    [
      { ...gap, family: "ipv6" as const, peak: 63, needed: 3, limits: assumed },
      true,
      "sg-1 (ingress, IPv6) would have 63 rules on the way, and 60 are allowed (Amazon's default, assumed). It needs 3 more free rules: remove some first, let Sallyport read the account's own quota, or accept that rules go before their replacements come.",
    ],
    [
      { ...gap, peak: null, needed: null },
      false,
      "sg-1 (ingress, IPv4) uses a prefix list, whose weight is not published, so nobody can tell whether the new rules fit.",
    ],
    [
      { ...gap, peak: null, needed: null, unweighed: ["pl-1", "pl-2"] },
      true,
      "sg-1 (ingress, IPv4) uses pl-1, pl-2, whose weight is not published, so nobody can tell whether the new rules fit.",
    ],
  ])("%j, %j: %s", (each, mayAccept, words) => expect(describeQuotaGap(each, mayAccept)).toBe(words));
});
