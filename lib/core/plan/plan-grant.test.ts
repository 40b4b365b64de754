import { describe, expect, it } from "vitest";
import { grantRuleText, untilText } from "../grant/grant-text.ts";
import { ruleKey } from "../group/canonical-rule.ts";
import type { Observation } from "../group/observation.ts";
import { groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "../testing/estate.ts";
import type { Plan, PlanStep } from "./plan.ts";
import { type GrantInput, type GrantMode, planGrant, planGrantEnd } from "./plan-grant.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { simulateAll } from "./simulate.ts";
import { stillHolds } from "./still-holds.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour));
const shapeOf = (text: string) => {
  const { direction, protocol, fromPort, toPort, peer } = ruleOf(text);
  return { direction, protocol, fromPort, toPort, peer };
};
const HOST = shapeOf("tcp 22 203.0.113.7/32");

const holding = (rules: readonly string[], more = {}): Observation =>
  observationOf({
    groups: [groupOf("sg-ssh", rules, more)],
    interfaces: [interfaceOf("eni-1", ["sg-ssh"], ["10.0.0.1/32"])],
  });

const open = (observation: Observation, more: Partial<GrantInput> = {}, mode: GrantMode = "open") => {
  const proposal = planGrant(
    {
      stack: stackOf(),
      observation,
      groupId: "sg-ssh",
      shape: HOST,
      holders: [{ number: 12, endsAt: at(18) }],
      passing: [],
      limits: DEFAULT_LIMITS,
      ...more,
    },
    mode,
  );
  if (!proposal.ok) throw new Error(proposal.problem.sentence);
  return proposal.value;
};

const close = (observation: Observation, more: object = {}) => {
  const proposal = planGrantEnd({
    stack: stackOf(),
    observation,
    groupId: "sg-ssh",
    shape: HOST,
    remaining: [],
    standing: false,
    alreadyOpenBy: null,
    ...more,
  });
  if (!proposal.ok) throw new Error(proposal.problem.sentence);
  return proposal.value;
};

const actions = ({ plan }: { plan: { steps: readonly PlanStep[] } }) =>
  plan.steps.map(({ action }) => action);

describe("a grant's rule", () => {
  it("says its own end, in characters EC2 allows, and opening then closing leaves what was there", () => {
    const before = holding(["tcp 443 0.0.0.0/0"]);
    const { plan } = open(before);
    expect(plan.steps).toMatchObject([
      {
        action: "authorize",
        rule: { description: "sallyport grant 12 until 2026-11-22T18:00Z" },
        tags: { "sallyport:grant": "12", "sallyport:until": "2026-11-22T18:00Z", "sallyport:stack": "shop" },
      },
    ]);
    const opened = simulateAll(before, plan.steps);
    expect(simulateAll(opened, close(opened).plan.steps)).toEqual(before);
  });

  it("is shared: it says the later end, and goes with the last grant", () => {
    const opened = simulateAll(holding([]), open(holding([])).plan.steps);
    const sharing: GrantInput["holders"] = [
      { number: 13, endsAt: at(20) },
      { number: 12, endsAt: at(18) },
    ];
    const joined = open(opened, { holders: sharing }, "join");
    expect(joined.plan.steps).toMatchObject([
      { action: "authorize" },
      {
        action: "describe",
        description: "sallyport grant 13 until 2026-11-22T20:00Z",
        tags: { "sallyport:grant": "12 13" },
      },
    ]);
    expect(joined.plan.gained).toEqual([]);
    const both = simulateAll(opened, joined.plan.steps);
    const back = close(both, { remaining: [{ number: 12, endsAt: at(18) }] });
    expect(back.plan.steps).toMatchObject([
      { action: "describe", description: "sallyport grant 12 until 2026-11-22T18:00Z" },
    ]);
    expect(actions(close(simulateAll(both, back.plan.steps)))).toEqual(["revoke"]);
  });

  it("that joins and ends no later changes nothing", () => {
    const opened = simulateAll(holding([]), open(holding([])).plan.steps);
    const joined = open(
      opened,
      {
        holders: [
          { number: 13, endsAt: at(17) },
          { number: 12, endsAt: at(18) },
        ],
      },
      "join",
    );
    expect(simulateAll(opened, joined.plan.steps)).toEqual(opened);
  });

  it.each([
    ["the same rule", ["tcp 22 203.0.113.7/32"]],
    ["a wider network and range of ports", ["tcp 20-25 203.0.113.0/24"]],
    ["everything", ["-1 * 0.0.0.0/0"]],
    ["two halves", ["tcp 22 0.0.0.0/1", "tcp 22 128.0.0.0/1"]],
  ])("is not added where %s is open lastingly, and its end closes nothing", (_, rules) => {
    const proposal = open(holding(rules));
    expect(actions(proposal)).toEqual([]);
    expect(proposal.alreadyOpenBy).toMatch(/from/);
    expect(actions(close(holding(rules), { alreadyOpenBy: proposal.alreadyOpenBy }))).toEqual([]);
  });

  it("is added where only another grant's rule covers it: that one ends", () => {
    const wide = shapeOf("tcp 22 203.0.113.0/24");
    const passing = [{ groupId: "sg-ssh", shape: wide }];
    expect(actions(open(holding(["tcp 22 203.0.113.0/24"]), { passing }))).toEqual(["authorize"]);
  });

  it("is added where what covers it is left over from a grant that has ended", () => {
    const leftOver = simulateAll(holding([]), open(holding([])).plan.steps);
    const proposal = open(leftOver, { holders: [{ number: 14, endsAt: at(21) }] });
    expect(proposal.alreadyOpenBy).toBeNull();
    expect(actions(proposal)).toEqual(["authorize"]);
  });

  it("stays where a standing source needs it, without an end", () => {
    const opened = simulateAll(holding([]), open(holding([])).plan.steps);
    const { plan } = close(opened, { standing: true });
    expect(plan.steps).toMatchObject([{ action: "describe", description: "sallyport shop" }]);
    const [step] = plan.steps;
    expect(step?.action === "describe" && step.tags["sallyport:until"]).toBe("never");
  });

  it("has ended where somebody removed it, and the last one's end says that nobody is left", () => {
    expect(actions(close(holding([])))).toEqual([]);
    expect(close(simulateAll(holding([]), open(holding([])).plan.steps)).removesLastSource).toBe(true);
  });

  it("is not planned in another account's group, an unread one, or a full one", () => {
    const refused = (observation: Observation, limits = DEFAULT_LIMITS) => {
      const input = { stack: stackOf(), observation, groupId: "sg-ssh", shape: HOST, passing: [], limits };
      const proposal = planGrant({ ...input, holders: [{ number: 1, endsAt: at(18) }] }, "open");
      return proposal.ok ? "" : proposal.problem.sentence;
    };
    expect(refused(holding([], { ownerId: "999999999999" }))).toMatch(/belongs to account/);
    expect(refused(holding([], { rulesKnown: false }))).toMatch(/could not be read/);
    expect(refused(holding(["tcp 1 10.0.0.0/8"]), { rulesPerGroup: 1, groupsPerInterface: 5 })).toMatch(
      /needs 1 more free rule/,
    );
  });
});

describe("a grant at a door that a controller claims", () => {
  const asked = (more: object, mode: GrantMode = "open") =>
    planGrant(
      {
        stack: stackOf(),
        observation: holding(["tcp 22 203.0.113.7/32"], more),
        groupId: "sg-ssh",
        shape: HOST,
        holders: [{ number: 1, endsAt: at(18) }],
        passing: [{ groupId: "sg-ssh", shape: HOST }],
        limits: DEFAULT_LIMITS,
      },
      mode,
    );

  it.each([
    [{ tags: { "kubernetes.io/cluster/prod": "owned" } }, "EKS"],
    [{ tags: { "aws:autoscaling:groupName": "workers" } }, "Auto Scaling"],
    [{ name: "default_elb_1234" }, "Elastic Load Balancing"],
    [{ name: "rds-ec2-1" }, "RDS"],
  ])("%j: is not planned where the controller keeps its rules, and says what to do", (more, controller) => {
    for (const mode of ["open", "join", "extend"] as const) {
      const proposal = asked(more, mode);
      expect(proposal.ok ? "" : proposal.problem.sentence).toBe(
        `sg-ssh belongs to ${controller}, which writes its rules by itself, so no access is opened there. Ask whoever looks after shop to bind a group of its own as its door.`,
      );
    }
  });

  it.each([{ tags: { Terraform: "true" } }, { tags: { "aws:cloudformation:stack-name": "shop" } }])(
    "%j: is planned where the controller only acts when people run it",
    (more) => expect(asked(more).ok).toBe(true),
  );

  it("can always be ended", () => {
    const opened = holding(["tcp 22 203.0.113.7/32"], { tags: { "aws:eks:cluster-name": "prod" } });
    expect(actions(close(opened))).toEqual(["revoke"]);
    expect(actions(close(opened, { remaining: [{ number: 2, endsAt: at(20) }] }))).toEqual(["describe"]);
  });
});

describe("a grant's plan still holds", () => {
  const PATTERN = { name: "three-tier", version: 1 };
  const problems = (proposal: { plan: Plan }, now: Observation) => {
    const holds = stillHolds(proposal.plan, now, PATTERN);
    return holds.ok ? [] : holds.problem;
  };
  const opened = simulateAll(holding([]), open(holding([])).plan.steps);

  it("when a colleague behind the same source was let in meanwhile", () => {
    expect(problems(open(holding([])), opened)).toEqual([]);
  });

  it("not when somebody else added the same rule", () => {
    expect(problems(open(holding([])), holding(["tcp 22 203.0.113.7/32"])).join()).toMatch(
      /is in sg-ssh now/,
    );
  });

  it("when the colleague who was joined has gone meanwhile: the rule is added again", () => {
    const joined = open(opened, { holders: [{ number: 13, endsAt: at(20) }] }, "join");
    expect(problems(joined, opened)).toEqual([]);
    expect(problems(joined, holding([]))).toEqual([]);
    expect(simulateAll(holding([]), joined.plan.steps).groups[0]?.rules).toHaveLength(1);
  });

  it("of what was open already only while that rule is there", () => {
    const already = open(holding(["tcp 22 203.0.113.0/24"]));
    expect(already.plan.steps).toEqual([]);
    expect(problems(already, holding(["tcp 22 203.0.113.0/24"]))).toEqual([]);
    expect(problems(already, holding([])).join()).toMatch(/is no longer in sg-ssh/);
  });

  it("of an extension only while the grant's own rule is there", () => {
    const longer = open(opened, { holders: [{ number: 12, endsAt: at(20) }] }, "extend");
    expect(actions(longer)).toEqual(["describe"]);
    expect(problems(longer, opened)).toEqual([]);
    expect(problems(longer, holding([])).join()).toMatch(/is no longer in sg-ssh/);
  });

  it("of an extension also when its rule is newer than what was seen last", () => {
    const longer = open(holding([]), { holders: [{ number: 12, endsAt: at(20) }] }, "extend");
    expect(actions(longer)).toEqual(["describe"]);
    expect(problems(longer, opened)).toEqual([]);
  });
});

describe("what a rule says of its end", () => {
  it("is never before the end itself", () => {
    expect(untilText(new Date("2026-11-22T18:00:00.001Z"))).toBe("2026-11-22T18:00:01Z");
    expect(untilText(new Date("2026-11-22T18:00:00.000Z"))).toBe("2026-11-22T18:00Z");
    expect(untilText(new Date("2026-12-31T23:59:59.999Z"))).toBe("2027-01-01T00:00Z");
  });

  it("uses only characters EC2 allows, at most 255", () => {
    const many = Array.from({ length: 200 }, (_, number) => ({ number, endsAt: at(18) }));
    const [first, ...rest] = many;
    if (first === undefined) throw new Error("There are many.");
    const { description, tags } = grantRuleText([first, ...rest], "shop");
    expect(description).toMatch(/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
    for (const value of Object.values(tags)) expect(value.length).toBeLessThanOrEqual(256);
    expect(ruleKey(HOST)).toBe("ingress tcp 22:22 203.0.113.7/32");
  });
});
