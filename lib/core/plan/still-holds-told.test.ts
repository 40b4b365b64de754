/** What voids a plan about rules and flows, word for word: people whose approval it voids read this. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedGroup, ObservedRule } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, ruleOf } from "../testing/estate.ts";
import { assemblePlan } from "./assemble-plan.ts";
import type { Plan, PlanStep, RuleSpecification } from "./plan.ts";
import { simulateAll } from "./simulate.ts";
import { stillHolds } from "./still-holds.ts";

const PATTERN = { name: "p", version: 1 };
const specified = (rule: ObservedRule | string): RuleSpecification => {
  const { ruleId: _, tags: __, ...rest } = typeof rule === "string" ? ruleOf(rule) : rule;
  return rest;
};
const add = (groupId: string, rule: ObservedRule | string): PlanStep => ({
  action: "authorize",
  groupId,
  rule: specified(rule),
  tags: {},
});
const remove = (groupId: string, rule: ObservedRule | string): PlanStep => ({
  action: "revoke",
  groupId,
  rule: specified(rule),
  ruleId: null,
});
const list = (version: number) => ({
  prefixListId: "pl-1",
  name: "vpn",
  family: "ipv4" as const,
  ownerId: "111122223333",
  version,
  maxEntries: 5,
  entries: ["10.0.0.0/24"],
});

const seen = (
  rules: readonly (string | ObservedRule)[],
  more: Partial<Omit<Observation, "parts">> = {},
  group: Partial<ObservedGroup> = {},
) =>
  observationOf({
    groups: [groupOf("sg-a", rules, group), groupOf("sg-b", []), groupOf("sg-c", [])],
    interfaces: [interfaceOf("eni-1", ["sg-a", "sg-b"], ["10.0.0.1/32"])],
    prefixLists: [list(3)],
    ...more,
  });

const planOf = (steps: readonly PlanStep[], before: Observation): Plan =>
  assemblePlan(steps, PATTERN, indexObservation(before));

interface Done {
  readonly done?: readonly number[];
  readonly unsettled?: readonly number[];
}

const told = (plan: Plan, now: Observation, { done = [], unsettled = [] }: Done = {}, pattern = PATTERN) => {
  const holds = stillHolds(plan, now, pattern, { done: new Set(done), unsettled: new Set(unsettled) });
  return holds.ok ? [] : holds.problem;
};

const HOST = "tcp 22 10.0.0.1/32";
const NET = "tcp 22 10.0.0.0/8";

describe("the pattern", () => {
  const plan = planOf([add("sg-a", HOST)], seen([]));
  it.each([
    [{ name: "p", version: 2 }, ["The stack follows p version 2 now, not p 1."]],
    [{ name: "q", version: 1 }, ["The stack follows q version 1 now, not p 1."]],
    [PATTERN, []],
  ])("%j: %j", (pattern, words) => expect(told(plan, seen([]), {}, pattern)).toEqual(words));
});

describe("rules", () => {
  const before = seen([NET, "tcp 80 10.0.0.0/8"]);
  const plan = planOf([add("sg-a", "tcp 22 11.0.0.0/8"), remove("sg-a", NET)], before);

  it("that go must be there, and those that come must not", () => {
    expect(told(plan, before)).toEqual([]);
    expect(told(plan, seen(["tcp 80 10.0.0.0/8"]))).toEqual(["tcp/22 from 10.0.0.0/8 is no longer in sg-a."]);
    expect(told(plan, seen([NET, "tcp 22 11.0.0.0/8"]))).toEqual([
      "tcp/22 from 11.0.0.0/8 is in sg-a now; it was not when this was planned.",
    ]);
    expect(told(plan, seen([NET, "tcp 22 11.0.0.0/8"]), { unsettled: [0] })).toEqual([]);
    expect(told(plan, seen([NET]), { unsettled: [0] })).toEqual([]);
    expect(told(plan, seen([]), { done: [0], unsettled: [1] })).toEqual([
      "tcp/22 from 11.0.0.0/8 is no longer in sg-a.",
    ]);
    expect(told(plan, seen(["tcp 22 11.0.0.0/8", NET]), { done: [0, 1] })).toEqual([
      "tcp/22 from 10.0.0.0/8 is in sg-a now; it was not when this was planned.",
    ]);
  });

  it("that have nothing in common with the plan's may come and go", () => {
    expect(told(plan, seen([NET]))).toEqual([]);
    expect(told(plan, seen([NET, "tcp 23 10.0.0.0/8", ruleOf(NET, "egress")]))).toEqual([]);
    expect(told(plan, { ...before, groups: [...before.groups.slice(0, 1), groupOf("sg-b", [NET])] })).toEqual(
      [],
    );
  });

  it("that lie near are pinned", () => {
    const near = planOf([remove("sg-a", NET)], seen([NET, HOST]));
    expect(told(near, seen([NET, HOST]))).toEqual([]);
    expect(told(near, seen([NET]))).toEqual(["tcp/22 from 10.0.0.1/32 is no longer in sg-a."]);
    expect(told(near, seen([NET, HOST, "tcp 20-23 10.0.0.2/32"]))).toEqual([
      "tcp/20-23 from 10.0.0.2/32 is in sg-a now; it was not when this was planned.",
    ]);
  });
});

describe("the rules of grants", () => {
  const grant = (text: string, number = 12) => ({
    ...ruleOf(text),
    description: `sallyport grant ${number} until 2026-11-22T18:00Z`,
  });
  const open = planOf([add("sg-a", grant(HOST))], seen([]));
  const note: PlanStep = {
    action: "describe",
    groupId: "sg-a",
    rule: specified(grant(HOST)),
    ruleId: null,
    description: "sallyport grant 13 until 2026-11-22T20:00Z",
    tags: {},
  };

  it("may be there already, for another grant on the same source, and for nobody else", () => {
    expect(told(open, seen([grant(HOST, 7)]))).toEqual([]);
    expect(told(open, seen([HOST]))).toEqual([
      "tcp/22 from 10.0.0.1/32 is in sg-a now; it was not when this was planned.",
    ]);
    const plain = planOf([add("sg-a", HOST)], seen([]));
    expect(told(plain, seen([grant(HOST)]))).toEqual([
      "tcp/22 from 10.0.0.1/32 is in sg-a now; it was not when this was planned.",
    ]);
    expect(told(open, seen([grant("tcp 20-22 10.0.0.1/32")]))).toEqual([
      "tcp/20-22 from 10.0.0.1/32 is in sg-a now; it was not when this was planned.",
    ]);
  });

  it("may have gone where they are added again, not where they are only described", () => {
    const joined = planOf([add("sg-a", grant(HOST)), note], seen([grant(HOST)]));
    expect(told(joined, seen([]))).toEqual([]);
    const longer = planOf([note], seen([grant(HOST)]));
    expect(told(longer, seen([grant(HOST, 13)]))).toEqual([]);
    expect(told(longer, seen([]))).toEqual(["tcp/22 from 10.0.0.1/32 is no longer in sg-a."]);
    const words = planOf([{ ...note, description: "office" }], seen([]));
    expect(told(words, seen([grant(HOST)]))).toEqual([
      "tcp/22 from 10.0.0.1/32 is in sg-a now; it was not when this was planned.",
    ]);
  });
});

describe("a rule that is changed in place", () => {
  const held = (text: string, ruleId = "sgr-1") => ({ ...ruleOf(text), ruleId });
  const step: PlanStep = {
    action: "modify",
    groupId: "sg-a",
    ruleId: "sgr-1",
    before: specified(NET),
    after: specified("tcp 22 11.0.0.0/8"),
  };
  const plan = planOf([step], seen([held(NET)]));
  const after = seen([held("tcp 22 11.0.0.0/8")]);

  it("goes by its id, which must stand for what it stood for", () => {
    expect(told(plan, seen([held(NET)]))).toEqual([]);
    expect(told(plan, seen([held(NET, "sgr-2")]))).toEqual(["The rule sgr-1 is no longer in sg-a."]);
    expect(told(plan, seen([held(NET, "sgr-2"), held("tcp 1 10.0.0.0/8")]))).toEqual([
      "The rule sgr-1 of sg-a is another now: tcp/1 from 10.0.0.0/8.",
    ]);
    expect(told(plan, after)).toEqual([
      "tcp/22 from 10.0.0.0/8 is no longer in sg-a.",
      "tcp/22 from 11.0.0.0/8 is in sg-a now; it was not when this was planned.",
      "The rule sgr-1 of sg-a is another now: tcp/22 from 11.0.0.0/8.",
    ]);
  });

  it("may be either while nobody can tell, and is the new one once it is done", () => {
    expect(told(plan, after, { done: [0] })).toEqual([]);
    expect(told(plan, after, { unsettled: [0] })).toEqual([]);
    expect(told(plan, seen([held(NET)]), { unsettled: [0] })).toEqual([]);
    expect(told(plan, seen([held(NET)]), { done: [0] })).toEqual([
      "tcp/22 from 11.0.0.0/8 is no longer in sg-a.",
      "tcp/22 from 10.0.0.0/8 is in sg-a now; it was not when this was planned.",
      "The rule sgr-1 of sg-a is another now: tcp/22 from 10.0.0.0/8.",
    ]);
  });
});

describe("flows", () => {
  it("are gained and lost as they were, before anything is done", () => {
    const before = seen([]);
    const plan = planOf([add("sg-a", HOST)], before);
    const other: Plan = { ...plan, gained: [], lost: plan.gained };
    expect(told(other, before)).toEqual([
      "tcp/22 with 10.0.0.1/32 in sg-a is gained differently now.",
      "tcp/22 with 10.0.0.1/32 in sg-a is lost differently now.",
    ]);
    expect(told(other, simulateAll(before, plan.steps), { done: [0] })).toEqual([]);
    expect(told(other, before, { unsettled: [0] })).toEqual([]);
  });

  it("of a grant's own rule may be there already", () => {
    const rule = { ...ruleOf(HOST), description: "sallyport grant 12 until 2026-11-22T18:00Z" };
    const plan = planOf([add("sg-a", rule)], seen([]));
    expect(told({ ...plan, gained: [] }, seen([]))).toEqual([]);
    const more: Plan = {
      ...plan,
      gained: [
        ...plan.gained,
        { groupId: "sg-a", direction: "egress", peer: "10.0.0.1/32", service: "tcp/22" },
      ],
    };
    expect(told(more, seen([]))).toEqual(["tcp/22 with 10.0.0.1/32 in sg-a is gained differently now."]);
  });
});
