/** The search for an order beside the obvious one: every order of every few steps, tried out packet by packet. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { ruleKey } from "../group/canonical-rule.ts";
import type { Observation } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, ruleOf } from "../testing/estate.ts";
import { lawCases, lawTimeout } from "../testing/law-cases.ts";
import { brokenOnTheWay } from "../testing/law-four.ts";
import { bitsOfRule } from "../testing/naive-packets.ts";
import { orderWithinQuota, type RuleSteps } from "./order-within-quota.ts";
import type { Authorize, Revoke } from "./rule-steps.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const RULES = [
  "tcp 80 0.0.0.0/0",
  "tcp 80-81 0.0.0.0/0",
  "tcp 21-81 10.0.0.0/8",
  "tcp 22 10.0.1.0/24",
  "tcp 22 10.0.0.0/8",
  "tcp 0-65535 0.0.0.0/0",
  "tcp 80 ::/0",
  "tcp 22 sg-web",
];

interface Puzzle {
  readonly observation: Observation;
  readonly steps: RuleSteps;
  readonly limit: number;
}

type Fate = "stays" | "goes" | "comes" | "absent";

/** Two groups on one interface, and what becomes of each rule in each. */
const arbitraryPuzzle: fc.Arbitrary<Puzzle> = fc
  .record({
    fates: fc.tuple(
      ...[0, 1].map(() =>
        fc.array(
          fc.tuple(
            fc.constantFrom(...RULES),
            fc.constantFrom<Fate>("stays", "goes", "goes", "comes", "comes"),
          ),
          { maxLength: 4 },
        ),
      ),
    ),
    limit: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ fates, limit }) => {
    const groups = fates.map((rules, place) => ({
      groupId: place === 0 ? "sg-app" : "sg-db",
      rules: [...new Map(rules).entries()],
    }));
    const of = (groupId: string, text: string, fate: Fate) => ({ groupId, text, fate });
    const all = groups.flatMap(({ groupId, rules }) => rules.map(([text, fate]) => of(groupId, text, fate)));
    const specification = (text: string) => {
      const { ruleId: _, tags: __, ...rule } = ruleOf(text);
      return rule;
    };
    const idOf = (groupId: string, text: string) => `sgr-${groupId}-${RULES.indexOf(text)}`;
    return {
      observation: observationOf({
        groups: [
          groupOf("sg-web", []),
          ...groups.map(({ groupId, rules }) =>
            groupOf(
              groupId,
              rules
                .filter(([, fate]) => fate === "stays" || fate === "goes")
                .map(([text]) => ({ ...ruleOf(text), ruleId: idOf(groupId, text) })),
            ),
          ),
        ],
        interfaces: [
          interfaceOf("eni-1", ["sg-app", "sg-db"], ["10.0.0.1/32"]),
          interfaceOf("eni-2", ["sg-web"], ["10.0.1.1/32"]),
        ],
      }),
      steps: {
        authorize: all
          .filter(({ fate }) => fate === "comes")
          .map(
            ({ groupId, text }): Authorize => ({
              action: "authorize",
              groupId,
              rule: specification(text),
              tags: {},
            }),
          ),
        revoke: all
          .filter(({ fate }) => fate === "goes")
          .map(
            ({ groupId, text }): Revoke => ({
              action: "revoke",
              groupId,
              rule: specification(text),
              ruleId: idOf(groupId, text),
            }),
          ),
      },
      limit,
    };
  });

/** Is there any order at all? Every set of done steps that can be reached, one call at a time. */
function someOrder({ observation, steps: { authorize, revoke }, limit }: Puzzle): boolean {
  const groupIds = ["sg-app", "sg-db"];
  const bitsIn = (holders: readonly string[], isThere: (groupId: string, key: string) => boolean) =>
    (["byRule", "byPacket"] as const).map((reading) => {
      const standing = observation.groups.flatMap((group) => group.rules.map((rule) => ({ ...group, rule })));
      const coming = authorize.map((step) => ({
        groupId: step.groupId,
        rule: { ...step.rule, ruleId: null, tags: {} },
      }));
      return [...standing, ...coming]
        .filter(({ groupId, rule }) => holders.includes(groupId) && isThere(groupId, ruleKey(rule)))
        .reduce((all, { rule }) => all | bitsOfRule(rule, observation, reading), 0n);
    });
  const keyOf = (step: Authorize | Revoke) => `${step.groupId} ${ruleKey(step.rule)}`;
  const [comes, goes] = [new Set(authorize.map(keyOf)), new Set(revoke.map(keyOf))];
  const views = [["sg-app"], ["sg-db"], groupIds];
  const lasting = views.map((holders) => {
    const before = bitsIn(holders, (groupId, key) => !comes.has(`${groupId} ${key}`));
    const after = bitsIn(holders, (groupId, key) => !goes.has(`${groupId} ${key}`));
    return before.map((bits, at) => bits & (after[at] ?? 0n));
  });
  const isSafe = (done: ReadonlySet<string>) =>
    views.every((holders, view) => {
      const now = bitsIn(holders, (groupId, key) => {
        const name = `${groupId} ${key}`;
        return comes.has(name) ? done.has(name) : !done.has(name);
      });
      return (lasting[view] ?? []).every((bits, at) => (bits & ~(now[at] ?? 0n)) === 0n);
    });
  const fits = (done: ReadonlySet<string>, come: Authorize) => {
    const there = [
      ...(observation.groups.find(({ groupId }) => groupId === come.groupId)?.rules ?? [])
        .filter((rule) => !done.has(`${come.groupId} ${ruleKey(rule)}`))
        .map(({ peer }) => peer.kind),
      ...authorize
        .filter((step) => step.groupId === come.groupId && done.has(keyOf(step)))
        .map(({ rule }) => rule.peer.kind),
    ];
    const families = come.rule.peer.kind === "group" ? ["ipv4", "ipv6"] : [come.rule.peer.kind];
    return families.every(
      (family) => there.filter((kind) => kind === family || kind === "group").length <= limit,
    );
  };
  const seen = new Set<string>();
  const reach = (done: ReadonlySet<string>): boolean => {
    const name = [...done].sort().join("\n");
    if (seen.has(name) || !isSafe(done)) return false;
    seen.add(name);
    const adds = authorize.filter((step) => !done.has(keyOf(step)));
    if (adds.length === 0) return true;
    const removals = revoke.filter((step) => !done.has(keyOf(step)));
    const next = [
      ...adds.map((come) => ({ done: new Set([...done, keyOf(come)]), come })),
      ...removals.map((gone) => ({ done: new Set([...done, keyOf(gone)]), come: null })),
      ...removals.flatMap((gone) =>
        adds
          .filter((come) => come.groupId === gone.groupId && come.rule.peer.kind === gone.rule.peer.kind)
          .map((come) => ({ done: new Set([...done, keyOf(gone), keyOf(come)]), come })),
      ),
    ];
    return next.some((each) => (each.come === null || fits(each.done, each.come)) && reach(each.done));
  };
  return reach(new Set());
}

// Groups are ordered one after another: where two full ones wait for each other, step by step, an order may be missed.
test("an order is found only where there is one, hardly one is missed, and what is found is safe", () => {
  const seen = { found: 0, none: 0, rewritten: 0 };
  let missed = 0;
  fc.assert(
    fc.property(arbitraryPuzzle, (puzzle) => {
      const { observation, steps, limit } = puzzle;
      const index = indexObservation(observation);
      const order = (rulesPerGroup: number) =>
        orderWithinQuota(
          steps,
          { limits: { rulesPerGroup, groupsPerInterface: 5 }, acceptQuotaGap: false },
          index,
        );
      const found = order(limit);
      const isThere = someOrder(puzzle);
      if (found.ok) expect(isThere).toBe(true);
      else if (isThere) missed += 1;
      if (!found.ok) {
        seen.none += 1;
        return;
      }
      seen.found += 1;
      if (found.value.some(({ action }) => action === "modify")) seen.rewritten += 1;
      expect(brokenOnTheWay(observation, found.value)).toBeNull();
    }),
    { numRuns: lawCases(500) },
  );
  // One in some seven thousand is missed, one in 25 is rewritten: chance alone stays within these.
  expect(missed).toBeLessThanOrEqual(2 + lawCases(500) / 500);
  if (lawCases(500) >= 500) for (const count of Object.values(seen)) expect(count).toBeGreaterThan(3);
});
