import { describe, expect, it } from "vitest";
import type { Observation, ObservedRule } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, ruleOf } from "../testing/estate.ts";
import { type PlacedRule, riskView } from "./at-risk.ts";
import type { PlanStep } from "./plan.ts";

const specified = (rule: string | ObservedRule) => {
  const { ruleId: _, tags: __, ...rest } = typeof rule === "string" ? ruleOf(rule) : rule;
  return rest;
};
const out = (text: string) => ruleOf(text, "egress");
const placed = (groupId: string, rule: string | ObservedRule): PlacedRule => ({
  groupId,
  rule: specified(rule),
});
const comes = (groupId: string, rule: string | ObservedRule): PlanStep => ({
  action: "authorize",
  ...placed(groupId, rule),
  tags: {},
});
const goes = (groupId: string, rule: string | ObservedRule): PlanStep => ({
  action: "revoke",
  ...placed(groupId, rule),
  ruleId: null,
});

const WIDE = "tcp 22 10.0.0.0/8";
const NARROW = "tcp 22 10.0.0.0/9";

/** Would anything be cut off with `NARROW` of sg-a gone? */
const isCut = (
  before: Observation,
  done: readonly PlanStep[],
  toCome: readonly PlanStep[],
  gone: string | ObservedRule = NARROW,
) =>
  riskView(indexObservation(before)).cutsOff(placed("sg-a", gone), {
    done: [goes("sg-a", gone), ...done],
    toCome,
  });

const alone = (rules: readonly (string | ObservedRule)[], other: readonly (string | ObservedRule)[] = []) =>
  observationOf({ groups: [groupOf("sg-a", rules), groupOf("sg-b", other)] });

describe("a rule that goes", () => {
  it("cuts off what only a rule still to come lets through", () => {
    expect(isCut(alone([NARROW]), [], [comes("sg-a", WIDE)])).toBe(true);
  });

  it("cuts off nothing that lasts where nothing comes, or what comes has nothing to do with it", () => {
    expect(isCut(alone([NARROW]), [], [])).toBe(false);
    for (const step of [
      comes("sg-a", "tcp 23 10.0.0.0/8"),
      comes("sg-a", "tcp 22 11.0.0.0/8"),
      comes("sg-a", out(WIDE)),
      comes("sg-b", WIDE),
      goes("sg-a", WIDE),
    ])
      expect(isCut(alone([NARROW, WIDE]), [goes("sg-a", WIDE)], [step])).toBe(false);
  });

  it("cuts off nothing where a rule that is there lets it through", () => {
    expect(isCut(alone([NARROW, WIDE]), [], [comes("sg-a", "-1 * 10.0.0.0/8")])).toBe(false);
    expect(isCut(alone([NARROW]), [comes("sg-a", WIDE)], [comes("sg-a", "-1 * 10.0.0.0/8")])).toBe(false);
    const halves = ["tcp 22 10.0.0.0/10", "tcp 22 10.64.0.0/10"];
    expect(isCut(alone([NARROW, ...halves]), [], [comes("sg-a", WIDE)])).toBe(false);
    expect(isCut(alone([NARROW, "tcp 22 10.0.0.0/10"]), [], [comes("sg-a", WIDE)])).toBe(true);
  });

  it("is not covered by what has gone, goes the other way, or is in another group", () => {
    const due = [comes("sg-a", "-1 * 10.0.0.0/8")];
    expect(isCut(alone([NARROW, WIDE]), [goes("sg-a", WIDE)], due)).toBe(true);
    expect(isCut(alone([NARROW, out(WIDE)]), [comes("sg-a", out("-1 * 10.0.0.0/8"))], due)).toBe(true);
    expect(isCut(alone([NARROW], [WIDE]), [comes("sg-b", WIDE)], due)).toBe(true);
  });

  it("counts the other direction for itself", () => {
    const before = alone([out(NARROW), WIDE]);
    expect(isCut(before, [], [comes("sg-a", out(WIDE))], out(NARROW))).toBe(true);
    expect(isCut(before, [], [comes("sg-a", "-1 * 10.0.0.0/8")], out(NARROW))).toBe(false);
  });
});

describe("groups that an interface carries together", () => {
  const together = (groupIds: readonly string[], more: readonly string[] = []) =>
    observationOf({
      groups: [groupOf("sg-a", [NARROW]), groupOf("sg-b", more), groupOf("sg-c", [])],
      interfaces: [interfaceOf("eni-1", groupIds, ["10.0.0.1/32"])],
    });

  it("lose what one of them lets go before another takes it over", () => {
    expect(isCut(together(["sg-b", "sg-a"]), [], [comes("sg-b", WIDE)])).toBe(true);
    expect(isCut(together(["sg-a"]), [], [comes("sg-b", WIDE)])).toBe(false);
    expect(isCut(together(["sg-a", "sg-b", "sg-a"], [WIDE]), [], [comes("sg-b", "-1 * 10.0.0.0/8")])).toBe(
      false,
    );
  });

  it("may be any that the plan changes where interfaces were not read", () => {
    const unread = (unreadParts: readonly ["interfaces"] | readonly []) =>
      observationOf({ groups: [groupOf("sg-a", [NARROW]), groupOf("sg-b", [])] }, unreadParts);
    expect(isCut(unread(["interfaces"]), [], [comes("sg-b", WIDE)])).toBe(true);
    expect(isCut(unread([]), [], [comes("sg-b", WIDE)])).toBe(false);
    expect(isCut(unread(["interfaces"]), [comes("sg-b", WIDE)], [comes("sg-b", "-1 * 10.0.0.0/8")])).toBe(
      false,
    );
  });
});

describe("what is not known counts against the plan", () => {
  it("a list that could not be read covers nothing, and overlaps everything", () => {
    const before = observationOf({ groups: [groupOf("sg-a", [NARROW, "tcp 22 pl-1"])] }, ["prefixLists"]);
    expect(isCut(before, [], [comes("sg-a", WIDE)])).toBe(true);
    expect(isCut(before, [], [comes("sg-a", "tcp 22 pl-2")])).toBe(true);
  });

  it("a group whose rules were not read covers nothing", () => {
    const before = observationOf({
      groups: [groupOf("sg-a", [NARROW, WIDE], { rulesKnown: false })],
    });
    expect(isCut(before, [], [comes("sg-a", "-1 * 10.0.0.0/8")])).toBe(true);
  });

  it("a rule of a group that is not there is a fault of whoever asks", () => {
    expect(() =>
      riskView(indexObservation(alone([]))).overlap(placed("sg-x", WIDE), placed("sg-a", WIDE)),
    ).toThrow("sg-x is in no plan: it was not found.");
  });
});

describe("by packet", () => {
  const before = observationOf({
    groups: [groupOf("sg-a", ["tcp 22 sg-b"]), groupOf("sg-b", [])],
    interfaces: [interfaceOf("eni-1", ["sg-b"], ["10.0.0.1/32"])],
  });

  it("a group is its members' addresses", () => {
    const { overlap } = riskView(indexObservation(before));
    expect(overlap(placed("sg-a", "tcp 22 sg-b"), placed("sg-a", "tcp 22 10.0.0.0/24"))).toBe(true);
    expect(overlap(placed("sg-a", "tcp 22 sg-b"), placed("sg-a", "tcp 22 10.0.1.0/24"))).toBe(false);
    expect(overlap(placed("sg-a", "tcp 22 10.0.0.1/32"), placed("sg-a", "tcp 23 sg-b"))).toBe(false);
    // Asked again, the answer is the same.
    expect(overlap(placed("sg-a", "tcp 22 sg-b"), placed("sg-a", "tcp 22 10.0.0.0/24"))).toBe(true);
  });

  it("members are cut off by a group that goes before their network comes", () => {
    expect(isCut(before, [], [comes("sg-a", "tcp 22 10.0.0.0/24")], "tcp 22 sg-b")).toBe(true);
    expect(isCut(before, [], [comes("sg-a", "tcp 22 10.0.1.0/24")], "tcp 22 sg-b")).toBe(false);
  });
});
