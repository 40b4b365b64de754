import { describe, expect, it } from "vitest";
import type { MembershipFinding } from "../diff/finding.ts";
import type { ObservedGroup, ObservedInterface } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "../testing/estate.ts";
import type { EffectNames } from "./effect-names.ts";
import { interrupts } from "./interrupts.ts";
import { lostByMembership, membershipSentences } from "./membership-effect.ts";
import type { PlanStep } from "./plan.ts";
import { planMembership, postponed } from "./plan-membership.ts";
import { simulateAll } from "./simulate.ts";

const LIMITS = { rulesPerGroup: 60, groupsPerInterface: 3 };

const finding = (interfaceId: string, tier: string | null = "ssh-admin"): MembershipFinding => ({
  kind: tier === null ? "no-tier" : "lacks-tier",
  id: `lacks/${interfaceId}`,
  tier,
  tiers: [],
  interfaceId,
  instanceId: null,
  groupIds: [],
});

const planned = (
  findings: readonly MembershipFinding[],
  face: Partial<ObservedInterface> = {},
  door: Partial<ObservedGroup> = {},
) =>
  planMembership(
    findings,
    stackOf(),
    LIMITS,
    indexObservation(
      observationOf({
        groups: [groupOf("sg-web", []), groupOf("sg-app", []), groupOf("sg-ssh", [], door)],
        interfaces: [
          interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"], face),
          interfaceOf("eni-2", ["sg-web"], ["10.0.0.2/32"]),
        ],
      }),
    ),
  );

describe("attaching a group that interfaces lack", () => {
  it("adds it to whatever each carries", () =>
    expect(planned([finding("eni-1"), finding("eni-2")])).toEqual({
      attach: ["eni-1", "eni-2"].map((interfaceId) => ({
        action: "set-interface-groups",
        interfaceId,
        before: ["sg-web"],
        after: ["sg-web", "sg-ssh"],
      })),
      groupId: "sg-ssh",
      leftOut: [],
    }));

  it.each([
    [finding("eni-1", null), {}, {}, "No group plays this tier, so there is nothing to attach."],
    [finding("eni-1", "cache"), {}, {}, "No group plays this tier, so there is nothing to attach."],
    [finding("eni-9"), {}, {}, "No group plays this tier, so there is nothing to attach."],
    [
      finding("eni-1"),
      {},
      { tags: { Terraform: "true" } },
      "sg-ssh is managed by Terraform, which would undo the change.",
    ],
    [finding("eni-1"), { ownerId: "9" }, {}, "eni-1 belongs to account 9; only its owner changes it."],
    [
      finding("eni-1"),
      { requesterId: "amazon-elb", requesterManaged: true },
      {},
      "eni-1 is managed by Elastic Load Balancing, which decides its groups.",
    ],
    [
      finding("eni-1"),
      { groupIds: ["sg-web", "sg-a", "sg-b"] },
      {},
      "eni-1 carries 3 groups already, which is the limit.",
    ],
  ])("%j is left out: %j %j", (each, face, door, because) =>
    expect(planned([each], face, door)).toEqual({
      attach: [],
      groupId: null,
      leftOut: [{ findingId: each.id, because }],
    }),
  );

  it("has room for one group more below the limit, and attaches one group a plan", () => {
    expect(planned([finding("eni-1")], { groupIds: ["sg-web", "sg-a"] }).attach).toHaveLength(1);
    expect(planned([finding("eni-1"), finding("eni-2", "app")])).toMatchObject({
      groupId: "sg-ssh",
      leftOut: [
        { findingId: "lacks/eni-2", because: "This plan attaches sg-ssh; sg-app comes with the next." },
      ],
    });
  });

  it("is put off with its reason", () => {
    const plan = planned([finding("eni-1"), finding("eni-9")]);
    expect(postponed(plan, [finding("eni-1"), finding("eni-2")], "The door is open to all")).toEqual({
      attach: [],
      groupId: null,
      leftOut: [
        { findingId: "lacks/eni-9", because: "No group plays this tier, so there is nothing to attach." },
        { findingId: "lacks/eni-1", because: "The door is open to all; plan again after this." },
      ],
    });
  });
});

const specified = (text: string) => {
  const { ruleId: _, tags: __, ...rule } = ruleOf(text);
  return rule;
};
const carry = (before: readonly string[], after: readonly string[]): PlanStep => ({
  action: "set-interface-groups",
  interfaceId: "eni-1",
  before,
  after,
});

describe("cleaning a group before it is attached", () => {
  /** eni-2 carries sg-db, which lets in eni-1's address now, and will let in whoever carries sg-ssh. */
  const before = indexObservation(
    observationOf({
      groups: [
        groupOf("sg-web", []),
        groupOf("sg-ssh", []),
        groupOf("sg-db", ["tcp 22 10.0.0.1/32", "tcp 22 sg-ssh"]),
      ],
      interfaces: [
        interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"]),
        interfaceOf("eni-2", ["sg-db"], ["10.0.0.2/32"]),
      ],
    }),
  );
  const clean: PlanStep = {
    action: "revoke",
    groupId: "sg-db",
    rule: specified("tcp 22 10.0.0.1/32"),
    ruleId: null,
  };
  const attach = carry(["sg-web"], ["sg-web", "sg-ssh"]);

  it("interrupts those who get in again by the group they get", () => {
    expect(interrupts([clean], [attach], [], before)).toBe(true);
    expect(interrupts([], [attach], [clean], before)).toBe(false);
    expect(interrupts([clean], [], [], before)).toBe(false);
    expect(interrupts([clean], [carry(["sg-web"], ["sg-web"])], [], before)).toBe(false);
    expect(interrupts([{ ...clean, groupId: "sg-web" }], [attach], [], before)).toBe(false);
  });
});

describe("cleaning what is attached where rules could not be read", () => {
  /** eni-2 carries sg-stranger too: it may let in whoever carries sg-ssh, and then eni-1 is let in again. */
  const rules = ["tcp 24 sg-web2", "tcp 22 198.51.100.0/24"];
  const { rulesKnown: _, ...stranger } = groupOf("sg-stranger", []);
  const estateOf = (rulesKnown: boolean) =>
    indexObservation(
      observationOf({
        groups: [
          groupOf("sg-web", []),
          groupOf("sg-web2", []),
          groupOf("sg-ssh", rules),
          { ...stranger, rulesKnown },
        ],
        interfaces: [
          interfaceOf("eni-1", ["sg-web2"], ["10.0.0.1/32"]),
          interfaceOf("eni-2", ["sg-ssh", "sg-stranger"], ["10.0.0.2/32"]),
        ],
      }),
    );
  const clean = (text: string): PlanStep => ({
    action: "revoke",
    groupId: "sg-ssh",
    rule: specified(text),
    ruleId: null,
  });
  const attach = carry(["sg-web2"], ["sg-web2", "sg-ssh"]);

  it("may interrupt who gets the group", () => {
    expect(interrupts([clean("tcp 24 sg-web2")], [attach], [], estateOf(false))).toBe(true);
    expect(interrupts([clean("tcp 24 sg-web2")], [attach], [], estateOf(true))).toBe(false);
  });

  it("interrupts nobody who gets none", () => {
    expect(interrupts([clean("tcp 22 198.51.100.0/24")], [attach], [], estateOf(false))).toBe(false);
  });

  it("may interrupt somebody on an interface that nobody has seen", () => {
    const { observation } = estateOf(true);
    const parts = { ...observation.parts, interfaces: observationOf({}, ["interfaces"]).parts.interfaces };
    const index = indexObservation({ ...observation, parts });
    expect(interrupts([clean("tcp 24 sg-web2")], [attach], [], index)).toBe(true);
  });
});

describe("what an interface gains and loses with a group, in words", () => {
  const NAMES: EffectNames = {
    stack: "shop",
    group: (groupId) => groupId.slice(3),
    peer: (peer) => (peer === "203.0.113.7/32" ? "Mara's laptop" : null),
    sharedWith: () => [],
  };
  const observation = observationOf({
    groups: [
      groupOf("sg-web", ["tcp 80 10.0.0.0/8"]),
      groupOf("sg-ssh", [
        "tcp 22 203.0.113.7/32",
        "tcp 22 sg-bastion",
        ruleOf("tcp 443 10.0.0.0/8", "egress"),
      ]),
      groupOf(
        "sg-many",
        [1, 2, 3, 4, 5, 6].map((port) => `tcp ${port * 10} 10.0.0.0/8`),
      ),
      groupOf("sg-none", []),
      groupOf("sg-bastion", []),
      groupOf("sg-db", ["tcp 3306 sg-ssh", ruleOf("tcp 22 sg-ssh", "egress")]),
    ],
    interfaces: [interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"])],
  });
  const told = (from: readonly string[], to: readonly string[], instanceId: string | null = "i-1") => {
    const start = {
      ...observation,
      interfaces: observation.interfaces.map((item) => ({ ...item, groupIds: from, instanceId })),
    };
    const step = carry(from, to);
    const [before, after] = [start, simulateAll(start, [step])].map(indexObservation);
    if (before === undefined || after === undefined) throw new Error("There are two.");
    return {
      words: membershipSentences([step], before, after, NAMES),
      lost: lostByMembership([step], before, after),
    };
  };

  it("a group that comes", () =>
    expect(told(["sg-web"], ["sg-web", "sg-ssh"])).toEqual({
      words: [
        "i-1 (eni-1) gets ssh: open to it is tcp/22 from Mara's laptop, tcp/22 from bastion, tcp/443 to 10.0.0.0/8.",
        "Rules that name ssh then mean i-1 (eni-1) too: tcp/22 from db, tcp/3306 to db.",
      ],
      lost: [],
    }));

  it("a group that goes", () =>
    expect(told(["sg-web", "sg-ssh"], ["sg-web"], null)).toEqual({
      words: [
        "eni-1 no longer carries ssh: tcp/22 from Mara's laptop, tcp/22 from bastion, tcp/443 to 10.0.0.0/8 is closed.",
        "Rules that name ssh no longer mean eni-1: tcp/22 from db, tcp/3306 to db.",
      ],
      lost: [
        {
          interfaceId: "eni-1",
          line: { groupId: "sg-ssh", direction: "ingress", peer: "203.0.113.7/32", service: "tcp/22" },
        },
        {
          interfaceId: "eni-1",
          line: { groupId: "sg-ssh", direction: "ingress", peer: "sg-bastion", service: "tcp/22" },
        },
        {
          interfaceId: "eni-1",
          line: { groupId: "sg-ssh", direction: "egress", peer: "10.0.0.0/8", service: "tcp/443" },
        },
      ],
    }));

  it("one for another, several at once, and more than are told one by one", () => {
    expect(told(["sg-web"], ["sg-many", "sg-none"]).words).toEqual([
      "i-1 (eni-1) gets many and none: open to it is tcp/10 from 10.0.0.0/8, tcp/20 from 10.0.0.0/8, tcp/30 from 10.0.0.0/8, tcp/40 from 10.0.0.0/8 and 2 more.",
      "i-1 (eni-1) no longer carries web: tcp/80 from 10.0.0.0/8 is closed.",
    ]);
    expect(told(["sg-none"], ["sg-web", "sg-none"]).words).toEqual([
      "i-1 (eni-1) gets web: open to it is tcp/80 from 10.0.0.0/8.",
    ]);
    expect(told(["sg-web", "sg-none"], ["sg-web"]).words).toEqual([
      "i-1 (eni-1) no longer carries none: nothing closes for it.",
    ]);
    expect(told(["sg-web"], ["sg-web", "sg-none"]).words).toEqual([
      "i-1 (eni-1) gets none: nothing more is open to it.",
    ]);
    expect(told(["sg-a", "sg-b", "sg-c"], []).words).toEqual([
      "i-1 (eni-1) no longer carries a, b and c: nothing closes for it.",
    ]);
  });

  it("as many as are told one by one, and an interface that was not seen", () => {
    const four = [1, 2, 3, 4].map((port) => `tcp ${port * 10} 10.0.0.0/8`);
    const start = observationOf({
      groups: [groupOf("sg-web", []), groupOf("sg-four", four)],
      interfaces: [interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"])],
    });
    const words = (step: PlanStep) =>
      membershipSentences(
        [step],
        indexObservation(start),
        indexObservation(simulateAll(start, [step])),
        NAMES,
      );
    expect(words(carry(["sg-web"], ["sg-web", "sg-four"]))).toEqual([
      "i-1 (eni-1) gets four: open to it is tcp/10 from 10.0.0.0/8, tcp/20 from 10.0.0.0/8, tcp/30 from 10.0.0.0/8, tcp/40 from 10.0.0.0/8.",
    ]);
    expect(words({ ...carry([], ["sg-four"]), interfaceId: "eni-9" } as PlanStep)).toEqual([
      "eni-9 gets four: nothing more is open to it.",
    ]);
  });

  it("nothing by a group that goes itself: its own lines tell that", () => {
    const start = {
      ...observation,
      interfaces: [interfaceOf("eni-1", ["sg-web", "sg-ssh"], ["10.0.0.1/32"])],
    };
    const steps: PlanStep[] = [
      carry(["sg-web", "sg-ssh"], ["sg-web"]),
      { action: "delete-group", groupId: "sg-ssh", name: "ssh" },
    ];
    const after = indexObservation(simulateAll(start, steps));
    expect(lostByMembership(steps, indexObservation(start), after)).toEqual([]);
  });

  it("nothing of other steps", () => {
    const index = indexObservation(observation);
    const step: PlanStep = { action: "delete-group", groupId: "sg-web", name: "web" };
    expect(membershipSentences([step], index, index, NAMES)).toEqual([]);
    expect(lostByMembership([step], index, index)).toEqual([]);
  });
});
