import { expect, it } from "vitest";
import type { RuleShape } from "../group/canonical-rule.ts";
import type { PlanStep } from "../plan/plan.ts";
import { type ChangeKind, whyPlanDoesNotFit } from "./plan-fits.ts";

const shape = (cidr: string, port = 22): RuleShape => ({
  direction: "ingress",
  protocol: "tcp",
  fromPort: port,
  toPort: port,
  peer: { kind: "ipv4", cidr },
});
const MARA = { groupId: "sg-1", shape: shape("203.0.113.7/32") };
const step = (action: "authorize" | "revoke", rule: RuleShape, groupId = "sg-1"): PlanStep =>
  action === "authorize"
    ? { action, groupId, rule: { ...rule, description: null }, tags: {} }
    : { action, groupId, rule: { ...rule, description: null }, ruleId: null };
const groups: PlanStep = {
  action: "set-interface-groups",
  interfaceId: "eni-1",
  before: [],
  after: ["sg-1"],
};

const fits = (kind: ChangeKind, ...steps: PlanStep[]) => whyPlanDoesNotFit(kind, steps, [MARA]) === null;

it("a grant opens its own rule, an end closes it, and either may have nothing to do", () => {
  expect(fits("grant", step("authorize", MARA.shape))).toBe(true);
  expect(fits("extend", step("authorize", shape("203.0.113.7/32")))).toBe(true);
  expect(fits("revoke", step("revoke", MARA.shape))).toBe(true);
  for (const kind of ["grant", "extend", "revoke", "expire"] as const) expect(fits(kind)).toBe(true);
});

it("neither does the other's, nor moves interfaces between groups", () => {
  expect(fits("revoke", step("revoke", MARA.shape), step("authorize", MARA.shape))).toBe(false);
  expect(fits("expire", step("authorize", MARA.shape))).toBe(false);
  expect(fits("grant", step("revoke", MARA.shape))).toBe(false);
  expect(fits("grant", groups)).toBe(false);
  expect(fits("revoke", groups)).toBe(false);
});

it("nor touches another address, port or group than its grants'", () => {
  expect(fits("grant", step("authorize", shape("0.0.0.0/0")))).toBe(false);
  expect(fits("grant", step("authorize", shape("203.0.113.7/32", 3306)))).toBe(false);
  expect(fits("grant", step("authorize", MARA.shape, "sg-2"))).toBe(false);
  expect(fits("grant", step("authorize", MARA.shape), step("authorize", shape("0.0.0.0/0")))).toBe(false);
  expect(fits("revoke", step("revoke", shape("198.51.100.0/24")))).toBe(false);
});

it("a match or a rule is read step by step by those who approve it", () => {
  expect(fits("match", groups, step("authorize", shape("0.0.0.0/0", 443)))).toBe(true);
});
