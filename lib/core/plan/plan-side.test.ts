/** What is added for a tier where its rules go or lack something: no more than its other rules lack. */
import { describe, expect, it } from "vitest";
import { diffStack } from "../diff/diff-stack.ts";
import type { ObservedRule } from "../group/observation.ts";
import {
  ACCOUNT,
  bindingOf,
  groupOf,
  interfaceOf,
  observationOf,
  ruleOf,
  stackOf,
  tcp,
  tierOf,
  VPC,
} from "../testing/estate.ts";
import { flow, tier } from "../testing/reduced-direction.ts";
import type { Stack } from "../tier/pattern.ts";
import { planMatch } from "./plan-match.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { stepWords } from "./step-words.ts";

const ANYONE = { kind: "anyone" } as const;
const stackWith = (more: Partial<Stack["pattern"]>): Stack =>
  stackOf({
    pattern: { ...stackOf().pattern, membership: { oneOf: [], all: [] }, ...more },
    bindings: [bindingOf("app", "sg-app"), bindingOf("web", "sg-web")],
  });
const APP = stackWith({
  tiers: [tierOf("app", [flow(ANYONE, tcp(22), tcp(80)), flow(tier("web"), tcp(8080))]), tierOf("web", [])],
});

/** The steps for sg-app, with or without what adds nothing. */
const steps = (rules: readonly (string | ObservedRule)[], removeRedundant = false, groups = ["sg-web"]) => {
  const observation = observationOf({
    groups: [groupOf("sg-app", rules), ...groups.map((groupId) => groupOf(groupId, []))],
  });
  const planned = planMatch(APP, diffStack(APP, observation), observation, {
    removeRedundant,
    acceptNoSshSource: false,
    acceptQuotaGap: false,
    limits: DEFAULT_LIMITS,
  });
  if (!planned.ok) throw new Error(planned.problem.sentence);
  return planned.value.plan.steps.map(stepWords);
};

const halves = (port: number) => [`tcp ${port} 0.0.0.0/1`, `tcp ${port} 128.0.0.0/1`];
const WEB = "tcp 8080 sg-web";

describe("a rule that is too wide", () => {
  it("goes alone where others let in what was meant of it, however they are written", () => {
    expect(steps([...halves(22), ...halves(80), WEB, "tcp 22-23 10.0.0.0/8"])).toEqual([
      "Remove tcp/22-23 from 10.0.0.0/8 from sg-app.",
    ]);
  });

  it("goes after what the others lack of it has come, and nothing else comes", () => {
    const [low = "", high = ""] = halves(22);
    expect(steps([low, ...halves(80), WEB, "tcp 22-23 128.0.0.0/1"])).toEqual([
      "Allow tcp/22 from 0.0.0.0/0 in sg-app.",
      "Remove tcp/22-23 from 128.0.0.0/1 from sg-app.",
    ]);
    const out = ruleOf(high, "egress");
    expect(steps([low, out, ...halves(80), WEB, "tcp 22-23 128.0.0.0/1"])).toEqual([
      "Allow tcp/22 from 0.0.0.0/0 in sg-app.",
      "Remove tcp/22-23 from 128.0.0.0/1 from sg-app.",
    ]);
  });

  it("is no cover for another that goes as well", () =>
    expect(steps(["tcp 22-23 0.0.0.0/0", "tcp 21-22 0.0.0.0/0", ...halves(80), WEB])).toEqual([
      "Allow tcp/22 from 0.0.0.0/0 in sg-app.",
      "Remove tcp/21-22 from 0.0.0.0/0 from sg-app.",
      "Remove tcp/22-23 from 0.0.0.0/0 from sg-app.",
    ]));
});

it("a rule that is missing, and there under the same name though it reaches nobody, neither comes nor goes", () => {
  const over: ObservedRule["peer"] = {
    kind: "group",
    groupId: "sg-web",
    ownerId: ACCOUNT,
    vpcId: VPC,
    peeringId: "pcx-1",
    peeringStatus: "deleted",
  };
  for (const removeRedundant of [false, true])
    expect(steps([...halves(22), ...halves(80), { ...ruleOf(WEB), peer: over }], removeRedundant)).toEqual(
      [],
    );
  expect(steps([...halves(22), ...halves(80)])).toEqual(["Allow tcp/8080 from sg-web in sg-app."]);
});

it("a rule that names a group which is gone goes where what adds nothing is to go", () => {
  const gone: ObservedRule = { ...ruleOf(WEB), peer: { kind: "group", groupId: "sg-web" } };
  const rules = [...halves(22), ...halves(80), gone];
  expect(steps(rules, false, [])).toEqual([]);
  expect(steps(rules, true, [])).toEqual(["Remove tcp/8080 from sg-web from sg-app."]);
});

it("a tier that is no door is attached where the pattern asks for it", () => {
  const stack = stackWith({
    tiers: [tierOf("app", []), tierOf("web", [])],
    membership: { oneOf: ["app"], all: ["web"] },
  });
  const observation = observationOf({
    groups: [groupOf("sg-app", []), groupOf("sg-web", [])],
    interfaces: [interfaceOf("eni-1", ["sg-app"], ["10.0.0.1/32"])],
  });
  const planned = planMatch(stack, diffStack(stack, observation), observation, {
    removeRedundant: false,
    acceptNoSshSource: false,
    acceptQuotaGap: false,
    limits: DEFAULT_LIMITS,
  });
  expect(planned.ok && planned.value.plan.steps).toEqual([
    { action: "set-interface-groups", interfaceId: "eni-1", before: ["sg-app"], after: ["sg-app", "sg-web"] },
  ]);
});
