/** Rules only ever add: what a rule wants is wanted beside the rest, and what denies stands before what allows. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { lawCases } from "#lib/core/testing/law-cases.ts";
import {
  type ApprovalRule,
  DEFAULT_APPROVAL_RULES,
  deniedBy,
  RULED_KINDS,
  type RuledRequest,
  WIDE_EFFECTS,
  widen,
} from "./approval-rule.ts";
import { missingParts, type StandingApproval } from "./standing-answers.ts";

const TEAMS = ["a", "b", "c"].map((name) => ({ id: `team-${name}`, name, isLed: name !== "c" }));

const need = fc.oneof(
  fc.record({
    from: fc.constantFrom("cloud-admin" as const, "team-lead" as const, "either" as const),
    team: fc.constant(null),
    count: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({
    from: fc.constant("lead-of" as const),
    team: fc.constantFrom("a", "b", "nobody"),
    count: fc.constant(1),
  }),
  fc.constant({ from: "lead-of-each-other-team" as const, team: null, count: 1 }),
);
const rule: fc.Arbitrary<ApprovalRule> = fc.record({
  name: fc.constant("rule"),
  kinds: fc.subarray([...RULED_KINDS], { maxLength: 2 }),
  stacks: fc.subarray(["shop", "ledger"]),
  when: fc.subarray([...WIDE_EFFECTS], { maxLength: 1 }),
  deny: fc.option(fc.constant("no"), { freq: 6 }),
  need: fc.array(need, { minLength: 1, maxLength: 3 }),
  order: fc.constantFrom("together" as const, "in-turn" as const),
});
const asked: fc.Arbitrary<RuledRequest> = fc.record({
  kind: fc.constantFrom(...RULED_KINDS),
  stackName: fc.constantFrom("shop", null),
  ownTeam: fc.constantFrom(null, ...TEAMS),
  effects: fc.subarray([...WIDE_EFFECTS]).map((effects) => new Set(effects)),
  otherTeams: fc.subarray(TEAMS),
  teams: fc.constant(TEAMS),
});
const approval: fc.Arbitrary<StandingApproval> = fc.oneof(
  fc.record({ personId: fc.constantFrom("p", "q", "r"), role: fc.constant("cloud_admin" as const) }),
  fc.record({
    personId: fc.constantFrom("p", "q", "r", "s"),
    role: fc.constant("team_lead" as const),
    teamId: fc.constantFrom(null, "team-a", "team-b"),
  }),
);
const BASE = {
  parts: [{ label: "One cloud admin who did not ask", count: 1, roles: ["cloud_admin" as const] }],
};
const matching = (each: ApprovalRule, request: RuledRequest): boolean =>
  (each.kinds.length === 0 || each.kinds.includes(request.kind)) &&
  (each.stacks.length === 0 || each.stacks.includes(request.stackName ?? "")) &&
  each.when.every((effect) => request.effects.has(effect));

it("a request that meets the rules meets what its kind needs, and what each rule alone wants", () => {
  let met = 0;
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 3 }),
      asked,
      fc.array(approval, { maxLength: 6 }),
      (rules, request, given) => {
        const whole = widen(BASE, rules, request);
        if (missingParts(whole, given).length > 0) return;
        met += 1;
        expect(missingParts(BASE, given)).toEqual([]);
        for (const each of rules)
          expect(missingParts(widen({ parts: [] }, [each], request), given)).toEqual([]);
      },
    ),
    { numRuns: lawCases(3_000) },
  );
  expect(met).toBeGreaterThan(20);
});

it("one rule that denies denies, however many allow", () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), asked, (rules, request) => {
      const denies = rules.some((each) => each.deny !== null && matching(each, request));
      expect(deniedBy(rules, request) !== null).toBe(denies);
    }),
    { numRuns: lawCases() },
  );
});

it("by default what breaks a guardrail takes the team's lead too, and what touches others' groups takes theirs", () => {
  const request = {
    kind: "change" as const,
    stackName: "shop",
    ownTeam: TEAMS[0] ?? null,
    teams: TEAMS,
    otherTeams: TEAMS.slice(1),
  };
  const labels = (effects: ("broken-guardrail" | "other-team")[], over: Partial<RuledRequest> = {}) =>
    widen(BASE, DEFAULT_APPROVAL_RULES, { ...request, ...over, effects: new Set(effects) }).parts.map(
      ({ label }) => label,
    );
  expect(labels([])).toEqual(["One cloud admin who did not ask"]);
  expect(labels(["broken-guardrail"])).toEqual([
    "One cloud admin who did not ask",
    "The lead of the stack's team",
  ]);
  expect(labels(["other-team"])).toEqual([
    "One cloud admin who did not ask",
    "The lead of the team b",
    "The lead of the team c (nobody leads it yet: a cloud admin says who, under Settings)",
  ]);
  expect(labels(["broken-guardrail"], { ownTeam: TEAMS[2] ?? null })[1]).toBe(
    "The lead of the stack's team (nobody leads it yet: a cloud admin says who, under Settings)",
  );
});
