import { describe, expect, it } from "vitest";
import { bindingOf, groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "../testing/estate.ts";
import { planRetire, type RetireInput } from "./plan-retire.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { simulateAll } from "./simulate.ts";
import { stillHolds } from "./still-holds.ts";

const GROUPS = [
  groupOf("sg-default", ["-1 * sg-default"], { name: "default" }),
  groupOf("sg-web", ["tcp 80 0.0.0.0/0"]),
  groupOf("sg-app", ["tcp 8080 sg-web"]),
  groupOf("sg-db", ["tcp 3306 sg-app"]),
  groupOf("sg-ssh", ["tcp 22 198.51.100.0/24"]),
];
const ITEMS = [
  interfaceOf("eni-1", ["sg-web", "sg-ssh"], ["10.0.1.1/32"]),
  interfaceOf("eni-2", ["sg-default", "sg-app", "sg-ssh"], ["10.0.2.1/32"]),
];
const estate = observationOf({ groups: GROUPS, interfaces: ITEMS });
const input = (more: Partial<RetireInput> = {}): RetireInput => ({
  stack: stackOf(),
  observation: estate,
  sharedWith: () => [],
  replacementGroupId: "sg-default",
  limits: DEFAULT_LIMITS,
  ...more,
});
const retired = (more: Partial<RetireInput> = {}) => {
  const proposal = planRetire(input(more));
  if (!proposal.ok) throw new Error(proposal.problem.sentences.join(" "));
  return proposal.value;
};
const problemOf = (more: Partial<RetireInput>) => {
  const proposal = planRetire(input(more));
  return proposal.ok ? null : proposal.problem;
};
const keptOf = (more: Partial<RetireInput>) => retired(more).kept.map(({ because }) => because);

describe("retiring a stack", () => {
  it("detaches by interface, whichever group is looked at first and however they stand", () => {
    const items = [
      interfaceOf("eni-3", ["sg-default", "sg-web"], ["10.0.1.3/32"]),
      interfaceOf("eni-1", ["sg-default", "sg-db", "sg-ssh"], ["10.0.1.1/32"]),
      interfaceOf("eni-2", ["sg-default", "sg-app"], ["10.0.1.2/32"]),
    ];
    for (const interfaces of [items, items.toReversed()]) {
      const { steps } = retired({ observation: { ...estate, interfaces } }).plan;
      expect(steps.flatMap((step) => ("interfaceId" in step ? [step.interfaceId] : []))).toEqual([
        "eni-1",
        "eni-2",
        "eni-3",
      ]);
    }
  });

  it("puts another group in place, detaches, and deletes each group after those whose rules name it", () => {
    const { plan, kept, warnings } = retired();
    expect(kept).toEqual([]);
    expect(plan.steps).toMatchObject([
      { interfaceId: "eni-1", after: ["sg-web", "sg-ssh", "sg-default"] },
      { interfaceId: "eni-1", after: ["sg-default"] },
      { interfaceId: "eni-2", after: ["sg-default"] },
      { action: "delete-group", groupId: "sg-db" },
      { action: "delete-group", groupId: "sg-app" },
      { action: "delete-group", groupId: "sg-web" },
      { action: "delete-group", groupId: "sg-ssh" },
    ]);
    const after = simulateAll(estate, plan.steps);
    expect(after.groups.map(({ groupId }) => groupId)).toEqual(["sg-default"]);
    expect(plan.lost).toContainEqual({
      groupId: "sg-app",
      direction: "ingress",
      peer: "sg-web",
      service: "tcp/8080",
    });
    expect(warnings.join()).toMatch(/Launch templates/);
    const second = planRetire(input({ observation: after }));
    expect(second).toMatchObject({ ok: true, value: { plan: { steps: [] } } });
  });

  it("takes a rule away first where groups name each other", () => {
    const circle = observationOf({
      groups: [groupOf("sg-web", ["tcp 1 sg-app"]), groupOf("sg-app", ["tcp 2 sg-web", "tcp 3 sg-app"])],
    });
    expect(retired({ observation: circle }).plan.steps).toMatchObject([
      { action: "revoke", groupId: "sg-app", rule: { fromPort: 2 } },
      { action: "delete-group", groupId: "sg-web" },
      { action: "delete-group", groupId: "sg-app" },
    ]);
  });

  it("asks what takes the place of the last group of an interface", () => {
    expect(problemOf({ replacementGroupId: null })).toMatchObject({ needsReplacement: ["eni-1"] });
    expect(problemOf({ replacementGroupId: "sg-web" })?.sentences.join()).toMatch(/goes itself/);
    expect(problemOf({ replacementGroupId: "sg-nope" })?.sentences.join()).toMatch(/not found/);
    const opened = observationOf({ ...estate, groups: [...GROUPS, groupOf("sg-x", ["tcp 1 sg-x"])] });
    const lets = GROUPS.map((group) =>
      group.groupId === "sg-db" ? { ...group, rules: [...group.rules, ruleOf("tcp 1 sg-x")] } : group,
    );
    const through = { ...opened, groups: [...lets, groupOf("sg-x", [])] };
    expect(problemOf({ observation: opened, replacementGroupId: "sg-x" })).toBeNull();
    expect(problemOf({ observation: through, replacementGroupId: "sg-x" })?.sentences.join()).toMatch(
      /sg-db lets sg-x in, so whoever gets sg-x could reach/,
    );
    const full = { ...DEFAULT_LIMITS, groupsPerInterface: 2 };
    expect(problemOf({ limits: full })?.sentences.join()).toMatch(
      /eni-1 carries 2 groups, which is the limit/,
    );
  });

  it.each([
    [
      "another stack's",
      { sharedWith: (id: string) => (id === "sg-db" ? ["blog"] : []) },
      /sg-db plays a tier of blog/,
    ],
    [
      "the default group",
      { stack: stackOf({ bindings: [bindingOf("web", "sg-default")] }) },
      /default group/,
    ],
    [
      "one that a group outside names",
      { observation: observationOf({ ...estate, groups: [...GROUPS, groupOf("sg-x", ["tcp 1 sg-ssh"])] }) },
      /A rule of sg-x, which stays, names sg-ssh/,
    ],
    [
      "one that a controller manages",
      {
        observation: observationOf({
          ...estate,
          groups: GROUPS.map((group) =>
            group.groupId === "sg-web" ? { ...group, tags: { "aws:cloudformation:stack-id": "x" } } : group,
          ),
        }),
      },
      /sg-web is managed by CloudFormation/,
    ],
    [
      "one that a load balancer carries",
      {
        observation: observationOf({
          ...estate,
          interfaces: [
            ...ITEMS,
            interfaceOf("eni-lb", ["sg-web"], [], { requesterId: "amazon-elb", requesterManaged: true }),
          ],
        }),
      },
      /eni-lb, which Elastic Load Balancing manages/,
    ],
  ] as const)("keeps %s, and whatever its rules name", (_, more, expected) => {
    expect(keptOf(more).join("\n")).toMatch(expected);
  });

  it("keeps what a kept group names, and what that names in turn", () => {
    const { kept, plan } = retired({ sharedWith: (id) => (id === "sg-db" ? ["blog"] : []) });
    expect(kept.map(({ groupId }) => groupId)).toEqual(["sg-db", "sg-app", "sg-web"]);
    expect(plan.steps.filter(({ action }) => action === "delete-group")).toMatchObject([
      { groupId: "sg-ssh" },
    ]);
  });

  it("is refused where nobody can tell who needs the groups", () => {
    const unread = observationOf({ groups: GROUPS, interfaces: ITEMS }, ["interfaces"]);
    expect(problemOf({ observation: unread })?.sentences.join()).toMatch(/could not be read whole/);
  });

  it("is void when somebody begins to need a group, and holds on the way", () => {
    const { plan } = retired();
    const pattern = { name: "three-tier", version: 1 };
    expect(stillHolds(plan, estate, pattern)).toEqual({ ok: true, value: null });
    const started = observationOf({
      ...estate,
      interfaces: [...ITEMS, interfaceOf("eni-9", ["sg-web"], ["10.0.1.9/32"])],
    });
    const holds = (now: typeof estate, done: readonly number[]) => {
      const result = stillHolds(plan, now, pattern, { done: new Set(done), unsettled: new Set() });
      return result.ok ? [] : result.problem;
    };
    expect(holds(started, [])).toEqual(["eni-9 carries sg-web now; it did not when this was planned."]);
    const named = observationOf({ ...estate, groups: [...GROUPS, groupOf("sg-x", ["tcp 1 sg-web"])] });
    expect(holds(named, []).join()).toMatch(/A rule of sg-x names sg-web now/);
    for (let done = 1; done <= plan.steps.length; done += 1) {
      const places = plan.steps.map((_, place) => place).slice(0, done);
      expect(holds(simulateAll(estate, plan.steps.slice(0, done)), places)).toEqual([]);
    }
    const widened = observationOf({
      ...estate,
      groups: GROUPS.map((group) =>
        group.groupId === "sg-db" ? { ...group, rules: [...group.rules, ruleOf("tcp 1 10.0.0.0/8")] } : group,
      ),
    });
    expect(holds(widened, []).join()).toMatch(/is in sg-db now/);
  });
});
