/** When a grant needs a rule of its own, what opens it already, and what its end does to the rule. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedRule } from "../group/observation.ts";
import { groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "../testing/estate.ts";
import {
  type GrantEndInput,
  type GrantInput,
  type GrantMode,
  openingWords,
  planGrant,
  planGrantEnd,
} from "./plan-grant.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { stepWords } from "./step-words.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour));
const shapeOf = (rule: string | ObservedRule) => {
  const { direction, protocol, fromPort, toPort, peer } = typeof rule === "string" ? ruleOf(rule) : rule;
  return { direction, protocol, fromPort, toPort, peer };
};
const TEXT = "tcp 22 203.0.113.7/32";
const HOST = shapeOf(TEXT);
const GRANT = "sallyport grant 12 until 2026-11-22T18:00Z";

const holding = (rules: readonly (string | ObservedRule)[], more = {}): Observation =>
  observationOf({
    groups: [groupOf("sg-ssh", rules, more), groupOf("sg-b", [])],
    interfaces: [interfaceOf("eni-1", ["sg-ssh"], ["10.0.0.1/32"])],
  });

const open = (
  rules: readonly (string | ObservedRule)[],
  more: Partial<GrantInput> = {},
  mode: GrantMode = "open",
) => {
  const planned = planGrant(
    {
      stack: stackOf(),
      observation: holding(rules),
      groupId: "sg-ssh",
      shape: HOST,
      holders: [{ number: 12, endsAt: at(18) }],
      passing: [],
      limits: DEFAULT_LIMITS,
      ...more,
    },
    mode,
  );
  if (!planned.ok) throw new Error(planned.problem.sentence);
  const { plan, alreadyOpenBy, removesLastSource, leftOut } = planned.value;
  expect([removesLastSource, leftOut]).toEqual([false, []]);
  expect(plan.pinned.pattern).toEqual({ name: "three-tier", version: 1 });
  return { steps: plan.steps.map(stepWords), alreadyOpenBy, pinned: plan.pinned.rules.length };
};

/** The list has room for five, and its entries could not be read. */
const unread: Observation = {
  ...holding(["tcp 22 pl-1"]),
  prefixLists: [
    {
      prefixListId: "pl-1",
      name: "vpn",
      family: "ipv4",
      ownerId: "111122223333",
      version: 1,
      maxEntries: 5,
      entries: null,
    },
  ],
};

const ADDED = { steps: ["Allow tcp/22 from 203.0.113.7/32 in sg-ssh."], alreadyOpenBy: null };

describe("a grant has no rule of its own", () => {
  it("where one lasting rule opens it, which is named with its id and note, and rested on", () => {
    const rule = { ...ruleOf("tcp 20-25 203.0.113.0/24"), ruleId: "sgr-7", description: "office" };
    expect(open(["tcp 443 0.0.0.0/0", rule, "tcp 22 203.0.113.7/32"])).toEqual({
      steps: [],
      alreadyOpenBy: 'tcp/20-25 from 203.0.113.0/24 (sgr-7, "office")',
      pinned: 1,
    });
  });

  it("where several do together", () => {
    const halves = ["tcp 22 0.0.0.0/1", "tcp 22 128.0.0.0/1"].map((text) => ({
      ...ruleOf(text),
      description: null,
    }));
    const wide = { shape: shapeOf("tcp 22 0.0.0.0/0") };
    expect(open(halves, wide)).toMatchObject({
      steps: [],
      alreadyOpenBy: "tcp/22 from 0.0.0.0/1 and tcp/22 from 128.0.0.0/1",
    });
    expect(open(halves.slice(1), wide).steps).toEqual(["Allow tcp/22 from 0.0.0.0/0 in sg-ssh."]);
  });

  it("names three rules at most", () => {
    const rules = [1, 2, 3, 4].map((port) => ({
      ...ruleOf(`tcp ${port} 10.0.0.0/8`),
      ruleId: `sgr-${port}`,
    }));
    expect(openingWords(rules)).toBe(
      "tcp/1 from 10.0.0.0/8 (sgr-1) and tcp/2 from 10.0.0.0/8 (sgr-2) and tcp/3 from 10.0.0.0/8 (sgr-3)",
    );
    expect(openingWords([{ ...ruleOf(TEXT), description: "me" }])).toBe('tcp/22 from 203.0.113.7/32 ("me")');
  });
});

describe("a grant has a rule of its own", () => {
  it.each<[string, readonly (string | ObservedRule)[], Partial<GrantInput>]>([
    ["where nothing else opens it", [], {}],
    ["where others open a part of it, or other ports", ["tcp 23 0.0.0.0/0", "tcp 22 203.0.113.8/32"], {}],
    ["where nobody can tell what opens it", ["tcp 22 pl-1"], { observation: unread }],
    ["where only the way out is open", [ruleOf("-1 * 0.0.0.0/0", "egress")], {}],
    [
      "where only another grant's rule opens it",
      ["tcp 22 203.0.113.0/24"],
      { passing: [{ groupId: "sg-ssh", shape: shapeOf("tcp 22 203.0.113.0/24") }] },
    ],
    [
      "where a rule says that it is a grant's",
      [{ ...ruleOf("tcp 22 203.0.113.0/24"), description: GRANT }],
      {},
    ],
  ])("%s", (_, rules, more) => expect(open(rules, more)).toMatchObject(ADDED));

  it("though not where a grant of another group has such a rule", () => {
    const passing = [{ groupId: "sg-b", shape: HOST }];
    expect(open([TEXT], { passing })).toMatchObject({
      steps: [],
      alreadyOpenBy: "tcp/22 from 203.0.113.7/32",
    });
  });

  it("that it joins: its own rule does not count as opening it, another does", () => {
    const described = `Describe tcp/22 from 203.0.113.7/32 in sg-ssh as "${GRANT}".`;
    expect(open([TEXT], {}, "join").steps).toEqual([...ADDED.steps, described]);
    expect(open([{ ...ruleOf(TEXT), description: GRANT }], {}, "join").steps).toEqual(ADDED.steps);
    expect(open([TEXT, "tcp 22 203.0.113.0/24"], {}, "join")).toMatchObject({
      steps: [],
      alreadyOpenBy: "tcp/22 from 203.0.113.0/24",
    });
  });

  it("that it extends: the rule is described with the new end, unless it says it, whatever else is open", () => {
    expect(open([TEXT, "tcp 22 0.0.0.0/0"], {}, "extend")).toMatchObject({
      steps: [`Describe tcp/22 from 203.0.113.7/32 in sg-ssh as "${GRANT}".`],
      alreadyOpenBy: null,
    });
    expect(open([{ ...ruleOf(TEXT), description: GRANT }], {}, "extend").steps).toEqual([]);
  });

  it("described as it is on EC2, and by its id", () => {
    const held = { ...ruleOf(TEXT), ruleId: "sgr-1", description: "old", tags: { a: "b" } };
    const planned = planGrant(
      {
        stack: stackOf(),
        observation: holding([held]),
        groupId: "sg-ssh",
        shape: HOST,
        holders: [{ number: 12, endsAt: at(18) }],
        passing: [],
        limits: DEFAULT_LIMITS,
      },
      "extend",
    );
    expect(planned.ok && planned.value.plan.steps).toStrictEqual([
      {
        action: "describe",
        groupId: "sg-ssh",
        rule: { ...HOST, description: "old" },
        ruleId: "sgr-1",
        description: GRANT,
        tags: { "sallyport:grant": "12", "sallyport:stack": "shop", "sallyport:until": "2026-11-22T18:00Z" },
      },
    ]);
  });

  it("is refused with its reason", () => {
    const refusal = (observation: Observation, limits = DEFAULT_LIMITS) =>
      planGrant(
        {
          stack: stackOf(),
          observation,
          groupId: "sg-ssh",
          shape: HOST,
          holders: [{ number: 1, endsAt: at(18) }],
          passing: [],
          limits,
        },
        "open",
      );
    expect(refusal(observationOf({}))).toEqual({
      ok: false,
      problem: { kind: "unreadable", sentence: "The group sg-ssh was not found." },
    });
    expect(refusal(holding(["tcp 1 10.0.0.0/8"]), { rulesPerGroup: 1, groupsPerInterface: 5 })).toEqual({
      ok: false,
      problem: {
        kind: "quota",
        sentence:
          "sg-ssh (ingress, IPv4) would have 2 rules on the way, and 1 are allowed. It needs 1 more free rule: remove some first, or raise the quota.",
      },
    });
  });
});

describe("the end of a grant", () => {
  const close = (rules: readonly (string | ObservedRule)[], more: Partial<GrantEndInput> = {}, group = {}) =>
    planGrantEnd({
      stack: stackOf(),
      observation: holding(rules, group),
      groupId: "sg-ssh",
      shape: HOST,
      remaining: [],
      standing: false,
      alreadyOpenBy: null,
      ...more,
    });
  const steps = (...given: Parameters<typeof close>) => {
    const planned = close(...given);
    return planned.ok ? planned.value.plan.steps : planned.problem;
  };
  const held = { ...ruleOf(TEXT), ruleId: "sgr-1", description: GRANT, tags: { a: "b" } };
  const rule = { ...HOST, description: GRANT };

  it("takes the rule away by exact properties where nobody needs it", () =>
    expect(steps([held])).toStrictEqual([{ action: "revoke", groupId: "sg-ssh", rule, ruleId: "sgr-1" }]));

  it("rewrites its end where others go on sharing it, and does nothing where it says that already", () => {
    const remaining = [
      { number: 13, endsAt: at(17) },
      { number: 14, endsAt: at(20) },
    ];
    expect(steps([held], { remaining })).toMatchObject([
      { action: "describe", description: "sallyport grant 14 until 2026-11-22T20:00Z", ruleId: "sgr-1" },
    ]);
    expect(steps([held], { remaining: [{ number: 12, endsAt: at(18) }] })).toEqual([]);
  });

  it("leaves a rule that a standing source needs, without an end, whoever else shares it", () => {
    const standing = { action: "describe", description: "sallyport shop" };
    expect(steps([held], { standing: true })).toMatchObject([standing]);
    expect(steps([held], { standing: true, remaining: [{ number: 13, endsAt: at(17) }] })).toMatchObject([
      standing,
    ]);
    expect(steps([{ ...held, description: "sallyport shop" }], { standing: true })).toEqual([]);
  });

  it("does nothing where it never had a rule, or the rule or its group is gone", () => {
    const already = close([held], { alreadyOpenBy: "tcp/22 from 0.0.0.0/0" });
    expect(already.ok && already.value).toMatchObject({
      plan: { steps: [] },
      alreadyOpenBy: "tcp/22 from 0.0.0.0/0",
    });
    expect(steps(["tcp 23 203.0.113.7/32"])).toEqual([]);
    expect(steps([], { groupId: "sg-gone" })).toEqual([]);
  });

  it("is not planned while the group's rules could not be read, unless there is nothing to close", () => {
    expect(steps([], {}, { rulesKnown: false })).toEqual({
      kind: "unreadable",
      sentence: "The rules of sg-ssh could not be read, so nothing is planned for it.",
    });
    expect(steps([], { alreadyOpenBy: "tcp/22 from 0.0.0.0/0" }, { rulesKnown: false })).toEqual([]);
  });
});
