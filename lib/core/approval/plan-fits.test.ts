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

const fits = (kind: ChangeKind, ...steps: PlanStep[]) =>
  whyPlanDoesNotFit(kind, steps, [MARA], ["sg-own", "sg-other"]) === null;

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

it("what is put back are rules that changed outside, and no others", () => {
  expect(fits("put-back", step("authorize", MARA.shape), step("revoke", MARA.shape))).toBe(true);
  expect(fits("put-back", step("revoke", shape("198.51.100.0/24")))).toBe(false);
  expect(fits("put-back", step("authorize", MARA.shape, "sg-2"))).toBe(false);
  expect(fits("put-back", groups)).toBe(false);
});

it("a match or a rule is read step by step by those who approve it", () => {
  expect(fits("match", groups, step("authorize", shape("0.0.0.0/0", 443)))).toBe(true);
});

const create: PlanStep = {
  action: "create-group",
  groupId: "new:web",
  vpcId: "vpc-1",
  name: "web",
  description: "",
  tags: {},
};
const remove = (groupId: string): PlanStep => ({ action: "delete-group", groupId, name: "web" });
const set = (before: readonly string[], after: readonly string[]): PlanStep => ({
  action: "set-interface-groups",
  interfaceId: "eni-1",
  before,
  after,
});

it("a new stack makes groups and gives them away, and touches no other", () => {
  const rule = step("authorize", shape("0.0.0.0/0", 443), "new:web");
  expect(fits("create-stack", create, rule, set(["sg-1"], ["sg-1", "new:web"]))).toBe(true);
  expect(fits("create-stack", create, step("authorize", shape("0.0.0.0/0", 443), "sg-1"))).toBe(false);
  expect(fits("create-stack", create, set(["sg-1"], ["new:web"]))).toBe(false);
  expect(fits("create-stack", create, set(["sg-1"], ["sg-1", "sg-2"]))).toBe(false);
  expect(fits("create-stack", create, remove("sg-1"))).toBe(false);
  for (const kind of ["match", "rule", "grant", "retire-stack"] as const)
    expect(fits(kind, create)).toBe(false);
});

it("a retired stack loses its own groups alone", () => {
  const swap = [set(["sg-own"], ["sg-own", "sg-default"]), set(["sg-own", "sg-default"], ["sg-default"])];
  expect(fits("retire-stack", ...swap, remove("sg-own"))).toBe(true);
  expect(fits("retire-stack", step("revoke", MARA.shape, "sg-own"), remove("sg-own"))).toBe(true);
  expect(fits("retire-stack", remove("sg-1"))).toBe(false);
  expect(fits("retire-stack", set(["sg-1", "sg-own"], ["sg-own"]))).toBe(false);
  expect(fits("retire-stack", set(["sg-1"], ["sg-1", "sg-own"]), remove("sg-own"))).toBe(false);
  expect(fits("retire-stack", step("authorize", MARA.shape, "sg-own"))).toBe(false);
  for (const kind of ["match", "rule", "revoke"] as const) expect(fits(kind, remove("sg-own"))).toBe(false);
});
