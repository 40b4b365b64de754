/** Retiring a stack: each refusal word for word, and the steps in full. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedGroup, ObservedInterface } from "../group/observation.ts";
import { bindingOf, groupOf, interfaceOf, observationOf, stackOf } from "../testing/estate.ts";
import { planRetire, type RetireInput } from "./plan-retire.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { stepWords } from "./step-words.ts";

const STACK = stackOf({ bindings: [bindingOf("web", "sg-web"), bindingOf("app", "sg-app")] });
const WEB = interfaceOf("eni-2", ["sg-web"], ["10.0.0.2/32"]);
const BOTH = interfaceOf("eni-1", ["sg-web", "sg-app"], ["10.0.0.1/32"]);
const BESIDE = interfaceOf("eni-3", ["sg-web", "sg-other"], ["10.0.0.3/32"]);

const estate = (
  interfaces: readonly ObservedInterface[],
  groups: readonly ObservedGroup[] = [],
  web: readonly string[] = ["tcp 80 0.0.0.0/0"],
): Observation =>
  observationOf({
    groups: [
      groupOf("sg-web", web, { name: "shop-web" }),
      groupOf("sg-app", ["tcp 8080 sg-web"]),
      groupOf("sg-other", []),
      ...groups,
    ],
    interfaces,
  });

const planned = (observation: Observation, more: Partial<RetireInput> = {}) =>
  planRetire({
    stack: STACK,
    observation,
    sharedWith: () => [],
    replacementGroupId: "sg-other",
    limits: DEFAULT_LIMITS,
    ...more,
  });
const steps = (observation: Observation, more: Partial<RetireInput> = {}) => {
  const answer = planned(observation, more);
  return answer.ok ? answer.value.plan.steps.map(stepWords) : answer.problem.sentences;
};
const refused = (observation: Observation, more: Partial<RetireInput> = {}) => {
  const answer = planned(observation, more);
  if (answer.ok) throw new Error("It was planned.");
  return answer.problem;
};

describe("retiring a stack is refused", () => {
  it.each(["groups", "interfaces"] as const)("while %s are not all read", (part) =>
    expect(refused({ ...estate([]), parts: observationOf({}, [part]).parts })).toEqual({
      sentences: ["The account could not be read whole, so nobody can tell who still needs these groups."],
      needsReplacement: [],
    }),
  );

  const needsReplacement = ["eni-1", "eni-2"];

  it("until somebody says what takes the place", () =>
    expect(refused(estate([WEB, BOTH, BESIDE]), { replacementGroupId: null })).toEqual({
      sentences: ["Say which group takes the place on eni-1, eni-2: an interface always carries one."],
      needsReplacement,
    }));

  it.each([
    ["sg-nowhere", [], "The group sg-nowhere was not found."],
    ["sg-app", [], "sg-app goes itself; name a group that stays."],
    ["sg-far", [groupOf("sg-far", [], { vpcId: "vpc-2" })], "sg-far is not in vpc-1."],
    [
      "sg-let",
      [groupOf("sg-let", [])],
      "sg-web lets sg-let in, so whoever gets sg-let could reach what still carries sg-web for a moment. Name another group, or remove that rule first.",
    ],
  ])("where the place is for %s", (replacementGroupId, groups, why) =>
    expect(refused(estate([WEB, BOTH], groups, ["tcp 1 sg-let"]), { replacementGroupId })).toEqual({
      sentences: [why],
      needsReplacement,
    }),
  );

  it("where interfaces have no room for it, each of them", () => {
    const third = interfaceOf("eni-4", ["sg-app", "sg-web"], ["10.0.0.4/32"]);
    expect(
      refused(estate([WEB, third, BOTH]), { limits: { rulesPerGroup: 60, groupsPerInterface: 2 } }),
    ).toEqual({
      sentences: ["eni-1", "eni-4"].map(
        (id) =>
          `${id} carries 2 groups, which is the limit: take one off before, so that another can take their place.`,
      ),
      needsReplacement: ["eni-1", "eni-2", "eni-4"],
    });
  });
});

describe("retiring a stack", () => {
  it("gives the bare ones another group, then takes its groups from all, then deletes them", () =>
    expect(steps(estate([BESIDE, WEB, BOTH]))).toEqual([
      "Attach sg-other to eni-1.",
      "Attach sg-other to eni-2.",
      "Detach sg-web, sg-app from eni-1.",
      "Detach sg-web from eni-2.",
      "Detach sg-web from eni-3.",
      "Delete the group app (sg-app).",
      "Delete the group shop-web (sg-web).",
    ]));

  it("asks for no other group where all have one", () =>
    expect(steps(estate([BESIDE]), { replacementGroupId: null })).toEqual([
      "Detach sg-web from eni-3.",
      "Delete the group app (sg-app).",
      "Delete the group shop-web (sg-web).",
    ]));

  it("takes a group of another VPC that this one shares, and fills an interface up to its limit", () => {
    const shared = groupOf("sg-far", [], { vpcId: "vpc-2", associatedVpcIds: ["vpc-1"] });
    const limits = { rulesPerGroup: 60, groupsPerInterface: 2 };
    expect(steps(estate([WEB], [shared]), { replacementGroupId: "sg-far", limits })[0]).toBe(
      "Attach sg-far to eni-2.",
    );
  });

  it("takes away the rules of groups that name each other, of those that stay in the way alone", () =>
    expect(steps(estate([], [], ["tcp 1 sg-app", "tcp 2 sg-app", "tcp 3 sg-web"]))).toEqual([
      "Remove tcp/8080 from sg-web from sg-app.",
      "Delete the group shop-web (sg-web).",
      "Delete the group app (sg-app).",
    ]));

  it("warns of launch templates where anything goes", () => {
    const gone = planned(estate([]));
    expect(gone.ok && gone.value.warnings).toEqual([
      "Launch templates are not read: instances that start from one which names these groups will fail to start.",
    ]);
    const none = planned(estate([]), { sharedWith: () => ["blog"] });
    expect(none.ok && none.value).toMatchObject({ warnings: [], plan: { steps: [] } });
    expect(none.ok && none.value.plan.pinned.pattern).toEqual({ name: "three-tier", version: 1 });
  });
});
