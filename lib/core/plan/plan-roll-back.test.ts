/** The way back from single steps, and what stays as it is, word for word. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedGroup, ObservedRule } from "../group/observation.ts";
import { groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "../testing/estate.ts";
import type { PlanStep, RuleSpecification } from "./plan.ts";
import { planRollBack } from "./plan-roll-back.ts";
import { stepWords } from "./step-words.ts";

const specified = (rule: ObservedRule | string): RuleSpecification => {
  const { ruleId: _, tags: __, ...rest } = typeof rule === "string" ? ruleOf(rule) : rule;
  return rest;
};
const added = (rule: ObservedRule | string, groupId = "sg-app"): PlanStep => ({
  action: "authorize",
  groupId,
  rule: specified(rule),
  tags: {},
});
const removed = (rule: ObservedRule | string, groupId = "sg-app"): PlanStep => ({
  action: "revoke",
  groupId,
  rule: specified(rule),
  ruleId: null,
});
const carried = (before: readonly string[], after: readonly string[]): PlanStep => ({
  action: "set-interface-groups",
  interfaceId: "eni-1",
  before,
  after,
});

const HOST = "tcp 25 10.0.0.1/32";
const NET = "tcp 25 10.0.0.0/8";
const GRANT = "sallyport grant 12 until 2026-11-22T18:00Z";
const described = (text: string, description: string) => ({ ...ruleOf(text), description });

const app = (rules: readonly (string | ObservedRule)[], more: Partial<ObservedGroup> = {}) =>
  observationOf({
    groups: [groupOf("sg-app", rules, more), groupOf("sg-web", []), groupOf("sg-ssh", [])],
    interfaces: [interfaceOf("eni-1", ["sg-app", "sg-web"], ["10.0.0.1/32"])],
  });

const back = (done: readonly PlanStep[], now: Observation, acceptNoSshSource = false) => {
  const planned = planRollBack(stackOf(), done, now, { acceptNoSshSource });
  if (!planned.ok) return planned.problem;
  const { plan, leftOut, removesLastSource } = planned.value;
  return { steps: plan.steps.map(stepWords), leftOut, removesLastSource };
};
const way = (steps: readonly string[], leftOut: readonly string[] = []) => ({
  steps,
  leftOut,
  removesLastSource: false,
});
const nothing = (...why: readonly string[]) => ({
  kind: "unreadable",
  sentence: ["Nothing of it is left to roll back.", ...why].join(" "),
});

describe("the way back", () => {
  it("takes away what came and brings what went, adding first", () => {
    expect(back([added(HOST)], app([HOST]))).toEqual(way(["Remove tcp/25 from 10.0.0.1/32 from sg-app."]));
    expect(back([removed(HOST)], app([]))).toEqual(way(["Allow tcp/25 from 10.0.0.1/32 in sg-app."]));
    expect(back([added(HOST), removed(NET)], app([HOST]))).toEqual(
      way(["Allow tcp/25 from 10.0.0.0/8 in sg-app.", "Remove tcp/25 from 10.0.0.1/32 from sg-app."]),
    );
  });

  it("brings a rule as it was described, for this stack, and turns back what was changed in place", () => {
    const planned = planRollBack(stackOf(), [removed(described(HOST, "mail"))], app([]), {
      acceptNoSshSource: false,
    });
    expect(planned.ok && planned.value.plan.steps).toMatchObject([
      { action: "authorize", rule: { description: "mail" }, tags: { "sallyport:stack": "shop" } },
    ]);
    const changed: PlanStep = {
      action: "modify",
      groupId: "sg-app",
      ruleId: "sgr-1",
      before: specified(NET),
      after: specified(HOST),
    };
    expect(back([changed], app([HOST]))).toEqual(
      way(["Allow tcp/25 from 10.0.0.0/8 in sg-app.", "Remove tcp/25 from 10.0.0.1/32 from sg-app."]),
    );
  });

  it("leaves what others have undone already, and what was only described", () => {
    expect(back([added(HOST)], app([]))).toEqual(nothing());
    expect(back([removed(HOST)], app([HOST]))).toEqual(nothing());
    expect(back([], app([]))).toEqual(nothing());
    const note: PlanStep = {
      action: "describe",
      groupId: "sg-app",
      rule: specified(HOST),
      ruleId: null,
      description: "until noon",
      tags: {},
    };
    expect(back([note], app([HOST]))).toEqual(nothing());
  });

  it("leaves the rules of grants to their grants", () => {
    expect(back([added(HOST)], app([described(HOST, GRANT)]))).toEqual(
      nothing("tcp/25 from 10.0.0.1/32 stays in sg-app: a grant holds it now."),
    );
    expect(back([removed(described(HOST, GRANT))], app([]))).toEqual(
      nothing(
        "tcp/25 from 10.0.0.1/32 does not come back to sg-app: it was a grant's, and must be asked for.",
      ),
    );
    expect(back([added(HOST), removed(described(NET, GRANT))], app([described(HOST, GRANT)]))).toEqual(
      nothing(
        "tcp/25 from 10.0.0.0/8 does not come back to sg-app: it was a grant's, and must be asked for.",
        "tcp/25 from 10.0.0.1/32 stays in sg-app: a grant holds it now.",
      ),
    );
    expect(back([added(HOST), added(NET)], app([described(HOST, GRANT), NET]))).toEqual(
      way(
        ["Remove tcp/25 from 10.0.0.0/8 from sg-app."],
        ["tcp/25 from 10.0.0.1/32 stays in sg-app: a grant holds it now."],
      ),
    );
  });

  it("touches no group that is not to be touched, and says so once", () => {
    const why = "sg-app is managed by Terraform, which would undo the change.";
    expect(back([added(HOST), added(NET)], app([HOST, NET], { tags: { Terraform: "true" } }))).toEqual(
      nothing(why),
    );
    expect(back([added(HOST)], app([HOST], { rulesKnown: false }))).toEqual(
      nothing("The rules of sg-app could not be read."),
    );
  });

  it("does not make or delete groups", () => {
    const sentence =
      "Groups that were made or deleted are not rolled back: retire the stack, or make it anew.";
    expect(back([{ action: "delete-group", groupId: "sg-x", name: "x" }], app([]))).toEqual(
      nothing(sentence),
    );
  });
});

describe("the way back of an interface", () => {
  const carrying = (groupIds: readonly string[], gone: readonly string[] = []): Observation => {
    const now = app([]);
    return {
      ...now,
      groups: now.groups.filter(({ groupId }) => !gone.includes(groupId)),
      interfaces: now.interfaces.map((item) => ({ ...item, groupIds })),
    };
  };
  const set = (done: PlanStep, now: Observation) => {
    const planned = planRollBack(stackOf(), [done], now, { acceptNoSshSource: false });
    return planned.ok ? planned.value.plan.steps : planned.problem;
  };
  const to = (before: readonly string[], after: readonly string[]) => [carried(before, after)];

  it("lets go of what it got, and gets back what it let go of", () => {
    const gained = carried(["sg-web"], ["sg-web", "sg-app"]);
    expect(set(gained, carrying(["sg-web", "sg-app"]))).toEqual(to(["sg-web", "sg-app"], ["sg-web"]));
    const lost = carried(["sg-web", "sg-app"], ["sg-web"]);
    expect(set(lost, carrying(["sg-web"]))).toEqual(to(["sg-web"], ["sg-web", "sg-app"]));
    const other = carried(["sg-web"], ["sg-app"]);
    expect(set(other, carrying(["sg-app"]))).toEqual(to(["sg-app"], ["sg-web"]));
  });

  it("keeps what others gave it meanwhile, and takes nothing twice", () => {
    const gained = carried(["sg-web"], ["sg-web", "sg-app"]);
    expect(set(gained, carrying(["sg-web", "sg-app", "sg-ssh"]))).toEqual(
      to(["sg-web", "sg-app", "sg-ssh"], ["sg-web", "sg-ssh"]),
    );
    expect(set(gained, carrying(["sg-web", "sg-ssh"]))).toEqual(nothing());
    const lost = carried(["sg-web", "sg-app"], ["sg-web"]);
    expect(set(lost, carrying(["sg-app", "sg-ssh"]))).toEqual(nothing());
  });

  it("never leaves it bare, and gives it nothing that is gone", () => {
    expect(set(carried(["sg-web"], ["sg-web", "sg-app"]), carrying(["sg-app"]))).toEqual(
      nothing("eni-1 would carry no group."),
    );
    expect(
      set(carried(["sg-web", "sg-ssh", "sg-app"], ["sg-app"]), carrying(["sg-app"], ["sg-web", "sg-ssh"])),
    ).toEqual(nothing("eni-1 does not get sg-web, sg-ssh back: it is gone."));
    expect(set(carried(["sg-web"], ["sg-app"]), { ...app([]), interfaces: [] })).toEqual(
      nothing("The interface eni-1 does not exist any more."),
    );
  });

  it("undoes the later of two steps first", () =>
    expect(
      back(
        [carried(["sg-web"], ["sg-web", "sg-app"]), carried(["sg-web", "sg-app"], ["sg-app"])],
        carrying(["sg-app"]),
      ),
    ).toEqual(way(["Attach sg-web to eni-1.", "Detach sg-app from eni-1."])));

  it("comes after what is added, and before what is taken away", () =>
    expect(back([removed(NET), carried(["sg-web"], ["sg-web", "sg-app"]), added(HOST)], app([HOST]))).toEqual(
      way([
        "Allow tcp/25 from 10.0.0.0/8 in sg-app.",
        "Detach sg-app from eni-1.",
        "Remove tcp/25 from 10.0.0.1/32 from sg-app.",
      ]),
    ));
});

describe("no way back", () => {
  it("where there is no room for it", () => {
    const limits = { rulesPerGroup: 1, groupsPerInterface: 5, asOf: null, problem: null };
    expect(back([removed(HOST)], { ...app(["tcp 1 10.0.0.0/8"]), limits })).toMatchObject({
      kind: "unreadable",
      sentence:
        "sg-app (ingress, IPv4) would have 2 rules on the way, and 1 are allowed. It needs 1 more free rule: remove some first, or raise the quota.",
    });
  });

  it("where nobody could open SSH afterwards, unless that is meant", () => {
    const door = "tcp 22 10.0.0.0/8";
    const now = observationOf({ groups: [groupOf("sg-ssh", [door])] });
    expect(back([added(door, "sg-ssh")], now)).toEqual({
      kind: "last-source",
      sentence:
        "After this nobody could open SSH to shop. Open a source first, or say in the request that this is meant.",
    });
    expect(back([added(door, "sg-ssh")], now, true)).toEqual({
      steps: ["Remove tcp/22 from 10.0.0.0/8 from sg-ssh."],
      leftOut: [],
      removesLastSource: true,
    });
  });
});
