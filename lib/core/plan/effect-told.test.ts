/** Every warning of an effect, word for word: people approve by them. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedRule } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { FOUR_TIERS, groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "../testing/estate.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { cutOnTheWay } from "./cut-on-the-way.ts";
import { type EffectContext, effect, touchedInstances } from "./effect.ts";
import type { EffectNames } from "./effect-names.ts";
import { emptyPlan, toldEffect } from "./empty-plan.ts";
import type { PlanStep } from "./plan.ts";

const specified = ({ ruleId: _, tags: __, ...rule }: ObservedRule) => rule;
const authorize = (groupId: string, rule: string | ObservedRule): PlanStep => ({
  action: "authorize",
  groupId,
  rule: specified(typeof rule === "string" ? ruleOf(rule) : rule),
  tags: {},
});
const revoke = (groupId: string, rule: string | ObservedRule): PlanStep => ({
  action: "revoke",
  groupId,
  rule: specified(typeof rule === "string" ? ruleOf(rule) : rule),
  ruleId: null,
});
const carry = (interfaceId: string, before: string[], after: string[]): PlanStep => ({
  action: "set-interface-groups",
  interfaceId,
  before,
  after,
});

const NAMES: EffectNames = {
  stack: "shop",
  group: (groupId) => `the ${groupId.slice(3)} group`,
  peer: (peer) => (peer === "203.0.113.7/32" ? "Mara's laptop" : null),
  sharedWith: () => [],
};
const BARE: EffectContext = { names: NAMES, removesLastSource: false, alreadyOpenBy: null };

const told = (before: Observation, steps: readonly PlanStep[], context: Partial<EffectContext> = {}) =>
  effect(assemblePlan(steps, { name: "p", version: 1 }, indexObservation(before)), before, {
    ...BARE,
    ...context,
  });

describe("warnings", () => {
  const HOST = "tcp 22 203.0.113.7/32";
  const bare = observationOf({ groups: [groupOf("sg-ssh", [HOST])] });

  it("of a plan that does nothing", () => {
    expect(told(bare, [])).toMatchObject({ sentences: ["Nothing changes on EC2."], warnings: [] });
    expect(told(bare, [], { alreadyOpenBy: "tcp/22 from 203.0.113.0/24" })).toMatchObject({
      sentences: [],
      warnings: [
        "Already open by tcp/22 from 203.0.113.0/24: nothing is added, and the end of this grant closes nothing.",
      ],
    });
  });

  it("of the last source, and of interfaces that could not be read", () => {
    const unread = observationOf({ groups: bare.groups }, ["interfaces"]);
    expect(told(unread, [revoke("sg-ssh", HOST)], { removesLastSource: true }).warnings).toEqual([
      "Nobody can open SSH to shop after this.",
      "The network interfaces could not be read whole: more of them may be touched than are listed.",
    ]);
  });

  const shared = (count: number) =>
    told(
      observationOf({
        groups: [groupOf("sg-ssh", [HOST], { associatedVpcIds: ["vpc-2"] })],
        interfaces: Array.from({ length: count }, (_, at) =>
          interfaceOf(`eni-${at}`, ["sg-ssh"], [`10.0.0.${at}/32`]),
        ),
      }),
      [revoke("sg-ssh", HOST)],
      { names: { ...NAMES, sharedWith: () => ["billing", "search"] } },
    ).warnings;

  it.each([
    [0, "no interface carries it"],
    [1, "1 interface carries it: i-0 (eni-0)"],
    [2, "2 interfaces carry it: i-0 (eni-0), i-1 (eni-1)"],
    [
      6,
      "6 interfaces carry it: i-0 (eni-0), i-1 (eni-1), i-2 (eni-2), i-3 (eni-3), i-4 (eni-4), i-5 (eni-5)",
    ],
    [
      8,
      "8 interfaces carry it: i-0 (eni-0), i-1 (eni-1), i-2 (eni-2), i-3 (eni-3), i-4 (eni-4), i-5 (eni-5), 2 more",
    ],
  ])("of a group that others use, carried by %i", (count, words) =>
    expect(shared(count)).toEqual([`the ssh group is shared with billing, search, vpc-2; ${words}.`]),
  );

  it("of a group that only stacks share names services and bare interfaces, too", () => {
    const balancer = { instanceId: null, requesterId: "amazon-elb", requesterManaged: true };
    const before = observationOf({
      groups: [groupOf("sg-ssh", [HOST])],
      interfaces: [
        interfaceOf("eni-1", ["sg-ssh"], [], balancer),
        interfaceOf("eni-2", ["sg-ssh"], [], { instanceId: null }),
      ],
    });
    const names = { ...NAMES, sharedWith: (groupId: string) => (groupId === "sg-ssh" ? ["billing"] : []) };
    expect(told(before, [revoke("sg-ssh", HOST)], { names }).warnings).toEqual([
      "the ssh group is shared with billing; 2 interfaces carry it: Elastic Load Balancing (eni-1), eni-2.",
    ]);
  });

  it("of a group that only another VPC uses, too", () => {
    const before = observationOf({ groups: [groupOf("sg-ssh", [HOST], { associatedVpcIds: ["vpc-2"] })] });
    expect(told(before, [revoke("sg-ssh", HOST)]).warnings).toEqual([
      "the ssh group is shared with vpc-2; no interface carries it.",
    ]);
  });

  it("of a controller that may undo it", () => {
    const before = observationOf({ groups: [groupOf("sg-ssh", [], { tags: { Terraform: "true" } })] });
    expect(told(before, [authorize("sg-ssh", HOST)]).warnings).toEqual([
      "the ssh group is managed by Terraform, which may undo this.",
    ]);
  });

  const alsoOpen = (count: number) =>
    told(
      observationOf({
        groups: [
          groupOf("sg-ssh", [HOST, ruleOf("tcp 443 10.0.0.0/8", "egress")]),
          groupOf("sg-other", ["tcp 22 203.0.113.0/24", ruleOf("-1 * 0.0.0.0/0", "egress")]),
        ],
        interfaces: Array.from({ length: count }, (_, at) =>
          interfaceOf(`eni-${count - at}`, ["sg-ssh", "sg-other"], [`10.0.0.${at}/32`]),
        ),
      }),
      [revoke("sg-ssh", HOST), revoke("sg-ssh", ruleOf("tcp 443 10.0.0.0/8", "egress"))],
    ).warnings;

  it.each([
    [1, "eni-1"],
    [3, "eni-1, eni-2, eni-3"],
    [4, "eni-1, eni-2, eni-3 and others"],
  ])("of what stays open through other groups of %i interfaces", (count, words) =>
    expect(alsoOpen(count)).toEqual([
      `tcp/443 to 10.0.0.0/8 stays open, at least in part, on ${words}: another of their groups allows it.`,
      `tcp/22 from 203.0.113.7/32 stays open, at least in part, on ${words}: another of their groups allows it.`,
    ]),
  );

  const instance = (instanceId: string, tags: Readonly<Record<string, string>>) => ({
    instanceId,
    state: "running",
    instanceType: "t3.micro",
    vpcId: "vpc-1",
    subnetId: null,
    tags,
  });
  const SCALED = { "aws:autoscaling:groupName": "workers" };

  it.each([
    [{ "i-1": SCALED, "i-2": {}, "i-3": {} }, ["i-1 belongs"]],
    [{ "i-1": SCALED, "i-2": SCALED, "i-3": {} }, ["i-1, i-2 belong"]],
    [{ "i-1": {}, "i-2": {}, "i-3": SCALED, "i-4": SCALED }, []],
  ])("of instances that Auto Scaling made: %j", (tags, words) => {
    const before = observationOf({
      groups: [groupOf("sg-a", []), groupOf("sg-b", [])],
      interfaces: ["eni-2", "eni-1", "eni-3", "eni-4"].map((id, at) =>
        interfaceOf(id, ["sg-a"], [`10.0.0.${at}/32`], id === "eni-4" ? { instanceId: null } : {}),
      ),
      instances: Object.entries(tags).map(([id, own]) => instance(id, own)),
    });
    const steps = ["eni-2", "eni-1", "eni-4"].map((id) => carry(id, ["sg-a"], ["sg-a", "sg-b"]));
    const answer = told(before, steps);
    expect(answer.warnings).toEqual(
      words.map(
        (who) => `${who} to Auto Scaling: instances it starts later have the groups of its launch template.`,
      ),
    );
    expect(answer.interfaceIds).toEqual(["eni-1", "eni-2", "eni-4"]);
    expect(answer.instanceIds).toEqual(["i-1", "i-2"]);
    expect(touchedInstances(steps, before)).toEqual(["i-1", "i-2"]);
    const one = told(before, steps.slice(1, 2)).warnings;
    expect(one).toEqual(words.length === 0 ? [] : [expect.stringMatching(/^i-1 belongs to Auto Scaling/)]);
  });

  it("of a note that changes nothing else", () => {
    const step: PlanStep = {
      action: "describe",
      groupId: "sg-ssh",
      rule: specified(ruleOf(HOST)),
      ruleId: null,
      description: "until noon",
      tags: {},
    };
    const answer = told(bare, [step]);
    expect(answer.sentences).toEqual([
      'tcp/22 from 203.0.113.7/32 stays open in the ssh group, now noted as "until noon".',
    ]);
    expect(answer).toMatchObject({ gained: [], lost: [], warnings: [], interfaceIds: [] });
  });
});

describe("guardrails", () => {
  const guarded = stackOf({
    pattern: {
      ...FOUR_TIERS,
      guardrails: [
        {
          kind: "never",
          peer: { kind: "internet" },
          tier: "db",
          services: [{ protocol: "all", fromPort: null, toPort: null }],
        },
      ],
    },
  });
  const before = observationOf({
    groups: [groupOf("sg-db", ["tcp 3306 10.0.0.0/8"]), groupOf("sg-web", [])],
    interfaces: [interfaceOf("eni-1", ["sg-db"], ["10.0.3.1/32"])],
  });

  it("that a plan breaks are told and warned of, and only where somebody asks", () => {
    const open = [authorize("sg-db", "tcp 3306 0.0.0.0/0")];
    const answer = told(before, open, { guarded: [guarded] });
    expect(answer.guardrails).toMatchObject([{ before: "holds", after: "broken" }]);
    expect(answer.warnings).toHaveLength(1);
    expect(answer.warnings[0]).toMatch(/^Breaks the guardrail "never: internet -> tier db.*" of shop: /);
    expect(told(before, open)).toMatchObject({ guardrails: [], warnings: [] });
  });

  it("that a plan mends are told, without a warning", () => {
    const broken = observationOf({ ...before, groups: [groupOf("sg-db", ["tcp 3306 0.0.0.0/0"])] });
    const answer = told(broken, [revoke("sg-db", "tcp 3306 0.0.0.0/0")], { guarded: [guarded] });
    expect(answer.guardrails).toMatchObject([{ before: "broken", after: "holds" }]);
    expect(answer.warnings).toEqual([]);
  });
});

describe("an effect without a context", () => {
  it("calls things by their ids", () => {
    const before = observationOf({ groups: [groupOf("sg-ssh", ["tcp 22 203.0.113.7/32"])] });
    const plan = assemblePlan(
      [revoke("sg-ssh", "tcp 22 203.0.113.7/32")],
      { name: "p", version: 1 },
      indexObservation(before),
    );
    expect(effect(plan, before)).toMatchObject({
      sentences: ["203.0.113.7 can no longer open new SSH connections to the stack (sg-ssh)."],
      warnings: [],
      guardrails: [],
    });
  });

  it("may be of a plan that does nothing, anywhere", () =>
    expect(emptyPlan("1", "eu-central-1")).toStrictEqual({
      accountId: "1",
      region: "eu-central-1",
      steps: [],
      pinned: {
        rules: [],
        prefixLists: [],
        referencedGroupIds: [],
        pattern: { name: "", version: 0 },
        interfaces: [],
      },
      gained: [],
      lost: [],
    }));

  it("may be told in sentences alone", () => {
    expect(toldEffect(["One."])).toStrictEqual({
      gained: [],
      lost: [],
      sentences: ["One."],
      interfaceIds: [],
      instanceIds: [],
      sessions: [],
      guardrails: [],
      warnings: [],
    });
    expect(toldEffect([], ["Two."])).toMatchObject({ sentences: [], warnings: ["Two."] });
  });
});

describe("a gap on the way", () => {
  const cut = (rules: readonly string[], steps: readonly PlanStep[]) => {
    const before = observationOf({ groups: [groupOf("sg-a", rules), groupOf("sg-b", [])] });
    return {
      lines: cutOnTheWay(steps, indexObservation(before)).map(({ service, peer }) => `${service} ${peer}`),
      warnings: told(before, steps).warnings,
    };
  };

  it("is what goes before its replacement comes", () => {
    expect(
      cut(
        ["tcp 22 10.0.0.0/9"],
        [revoke("sg-a", "tcp 22 10.0.0.0/9"), authorize("sg-a", "tcp 22 10.0.0.0/8")],
      ),
    ).toEqual({
      lines: ["tcp/22 10.0.0.0/9"],
      warnings: [
        "For a moment, until the replacement comes, this is cut off: tcp/22 from 10.0.0.0/9 in the a group. The group is too full for another order.",
      ],
    });
  });

  it("is not there where what replaces it comes first, or nothing comes, or nothing goes", () => {
    const comes = authorize("sg-a", "tcp 22 10.0.0.0/8");
    const goes = revoke("sg-a", "tcp 22 10.0.0.0/9");
    for (const steps of [[comes, goes], [goes], [comes], []])
      expect(cut(["tcp 22 10.0.0.0/9"], steps)).toEqual({ lines: [], warnings: [] });
  });

  it("names groups, directions, and no more than six lines", () => {
    const before = observationOf({
      groups: [
        groupOf("sg-a", [
          "tcp 22 sg-b",
          ...[1, 2, 3, 4, 5, 6].map((port) => `tcp ${port * 10} 10.0.0.0/8`),
          ruleOf("tcp 443 10.0.0.0/8", "egress"),
        ]),
        groupOf("sg-b", []),
      ],
    });
    const out = ruleOf("tcp 443 10.0.0.0/8", "egress");
    const all = ["tcp 22 sg-b", ...[1, 2, 3, 4, 5, 6].map((port) => `tcp ${port * 10} 10.0.0.0/8`)];
    const steps = [...all.map((text) => revoke("sg-a", text)), ...all.map((text) => authorize("sg-a", text))];
    expect(told(before, steps).warnings).toEqual([
      "For a moment, until the replacement comes, this is cut off: tcp/10 from 10.0.0.0/8 in the a group, tcp/20 from 10.0.0.0/8 in the a group, tcp/30 from 10.0.0.0/8 in the a group, tcp/40 from 10.0.0.0/8 in the a group, tcp/50 from 10.0.0.0/8 in the a group, tcp/60 from 10.0.0.0/8 in the a group, 1 more. The group is too full for another order.",
    ]);
    expect(
      told(before, [
        revoke("sg-a", out),
        authorize("sg-a", out),
        revoke("sg-a", "tcp 22 sg-b"),
        authorize("sg-a", "tcp 22 sg-b"),
      ]).warnings,
    ).toEqual([
      "For a moment, until the replacement comes, this is cut off: tcp/443 to 10.0.0.0/8 in the a group, tcp/22 from the b group in the a group. The group is too full for another order.",
    ]);
  });
});
