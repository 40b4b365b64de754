import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { exactly } from "#lib/core/group/bounds.ts";
import { canonicalRules, ruleKey } from "#lib/core/group/canonical-rule.ts";
import { groupFlows } from "#lib/core/group/group-flows.ts";
import type { Observation, ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { byPacket } from "#lib/core/group/packet-flows.ts";
import { rulesForFlows } from "#lib/core/group/rules-for-flows.ts";
import { parseFlows } from "#lib/core/net/flow-line.ts";
import { type FlowSet, isSubsetOfFlows, unionFlows } from "#lib/core/net/flow-set.ts";
import { arbitraryObservation, arbitraryStack } from "#lib/core/testing/arbitrary-estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { obscured } from "#lib/core/testing/obscured-observation.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { compareTier } from "./compare-tier.ts";
import type { RuleVerdict } from "./diff-direction.ts";
import { diffStack, type StackDiff } from "./diff-stack.ts";

const RUNS = { numRuns: lawCases() };

/** A thousand estates take their time on a busy machine. */
vi.setConfig({ testTimeout: lawTimeout() });

const compare = (stack: Stack, observation: Observation, tier: string) => {
  const model = stack.pattern.tiers.find(({ name }) => name === tier);
  const comparison =
    model === undefined ? null : compareTier(stack, model, "ingress", indexObservation(observation));
  if (comparison === null) throw new Error(`${tier} is not managed.`);
  return comparison;
};

const tierNames = (stack: Stack) => stack.pattern.tiers.map(({ name }) => name);

const verdicts = (diff: StackDiff): RuleVerdict[] => diff.tiers.flatMap(({ ingress }) => ingress.rules);

const withGroups = (
  observation: Observation,
  change: (group: ObservedGroup) => ObservedGroup,
): Observation => ({
  ...observation,
  groups: observation.groups.map(change),
});

const without = (observation: Observation, ruleIds: ReadonlySet<string>): Observation =>
  withGroups(observation, (group) => ({
    ...group,
    rules: group.rules.filter((rule) => !ruleIds.has(`${group.groupId} ${ruleKey(rule)}`)),
  }));

const shape = (rule: ReturnType<typeof rulesForFlows>[number]): ObservedRule => ({
  ...rule,
  ruleId: null,
  description: null,
  tags: {},
});

describe("law 2: the diff of a thing with itself is empty", () => {
  it("a stack whose groups have exactly the meant rules is in line", () => {
    fc.assert(
      fc.property(arbitraryStack, arbitraryObservation, (stack, observation) => {
        const meant = withGroups(observation, (group) => {
          const binding = stack.bindings.find(({ primaryGroupId, otherGroupIds }) =>
            [primaryGroupId, ...otherGroupIds].includes(group.groupId),
          );
          if (binding === undefined) return group;
          const { required } = compare(stack, observation, binding.tier);
          return { ...group, rules: rulesForFlows(required.surely, "ingress").map(shape) };
        });
        for (const { ingress } of diffStack(stack, meant).tiers) {
          expect(ingress.missing).toStrictEqual([]);
          expect(ingress.excess).toStrictEqual([]);
          expect(ingress.unknown).toStrictEqual([]);
          expect(ingress.rules.every(({ verdict }) => verdict === "needed" || verdict === "redundant")).toBe(
            true,
          );
        }
      }),
      RUNS,
    );
  });
});

/** The same rule, otherwise written. */
const rewritten = (rule: ObservedRule, seed: number): ObservedRule => {
  const { peer, protocol } = rule;
  return {
    ...rule,
    ruleId: `sgr-${seed}`,
    description: `note ${seed}`,
    tags: { seed: `${seed}` },
    protocol: protocol === "tcp" && seed % 2 === 0 ? "6" : protocol,
    fromPort: protocol === "-1" && seed % 2 === 0 ? 22 : rule.fromPort,
    peer:
      peer.kind === "ipv4" ? { ...peer, cidr: peer.cidr.replace(/\.0\/(?!32)/, `.${seed % 100}/`) } : peer,
  };
};

const ruleIdsHidden = (diff: StackDiff): string =>
  JSON.stringify(diff, (key, value) => (key === "ruleIds" ? [] : value));

describe("law 3: order, repetition and descriptions change nothing", () => {
  it("the same rules, shuffled, repeated and otherwise written, give the same diff, in plain JSON", () => {
    fc.assert(
      fc.property(
        arbitraryStack,
        arbitraryObservation,
        fc.infiniteStream(fc.nat(1_000)),
        (stack, observation, numbers) => {
          const next = () => numbers.next().value ?? 0;
          const shuffled = withGroups(observation, (group) => ({
            ...group,
            rules: group.rules
              .flatMap((rule) => Array.from({ length: 1 + (next() % 3) }, () => rewritten(rule, next())))
              .map((rule) => ({ rule, place: next() }))
              .sort((a, b) => a.place - b.place)
              .map(({ rule }) => rule),
          }));
          const other = {
            ...shuffled,
            groups: [...shuffled.groups].reverse(),
            interfaces: [...shuffled.interfaces].reverse(),
          };
          const diff = diffStack(stack, observation);
          expect(ruleIdsHidden(diffStack(stack, other))).toBe(ruleIdsHidden(diff));
          expect(JSON.parse(JSON.stringify(diff))).toStrictEqual(diff);
          const ids = diff.findings.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
      RUNS,
    );
  });
});

const partlyRead = fc.tuple(
  arbitraryStack,
  arbitraryObservation.chain((truth) => fc.tuple(fc.constant(truth), obscured(truth))),
);

const expectSubset = (inner: FlowSet, outer: FlowSet) => expect(isSubsetOfFlows(inner, outer)).toBe(true);

/** Without groups that the part nowhere names: a group it could not read may name them, but no set can. */
const nameable = (flows: FlowSet, seen: Observation): FlowSet => {
  const named = indexObservation(seen).ownerByGroup;
  return { ...flows, groups: flows.groups.filter(({ groupId }) => named.has(groupId)) };
};

describe("law 8: what is certain stays true whatever the unknown turns out to be", () => {
  it("missing and excess lie between the certain part and the certain with the unknown part", () => {
    fc.assert(
      fc.property(partlyRead, ([stack, [truth, seen]]) => {
        for (const tier of tierNames(stack)) {
          const whole = compare(stack, truth, tier);
          const part = compare(stack, seen, tier);
          expectSubset(part.missing, whole.missing);
          expectSubset(whole.missing, unionFlows(part.missing, part.maybeMissing));
          expectSubset(part.excess, whole.excess);
          expectSubset(nameable(whole.excess, seen), unionFlows(part.excess, part.maybeExcess));
        }
      }),
      RUNS,
    );
  });

  it("verdicts and states other than unknown stay; needed may still turn out redundant", () => {
    fc.assert(
      fc.property(partlyRead, ([stack, [truth, seen]]) => {
        const whole = diffStack(stack, truth);
        const part = diffStack(stack, seen);
        if (part.summary.state !== "unknown") expect(whole.summary.state).toBe(part.summary.state);
        part.tiers.forEach(({ summary: { state } }, at) => {
          if (state !== "unknown") expect(whole.tiers[at]?.summary.state).toBe(state);
        });
        const verdictOf = new Map(verdicts(whole).map((rule) => [rule.id, rule.verdict]));
        for (const rule of verdicts(part)) {
          if (rule.verdict === "unknown") continue;
          const later = verdictOf.get(rule.id);
          expect(rule.verdict === "needed" ? ["needed", "redundant"] : [rule.verdict]).toContain(later);
        }
      }),
      RUNS,
    );
  });

  it("what is said to be open anyway is open anyway", () => {
    fc.assert(
      fc.property(partlyRead, ([stack, [truth, seen]]) => {
        const index = indexObservation(truth);
        for (const finding of diffStack(stack, seen).findings) {
          if (finding.kind !== "missing" || finding.openAnyway?.extent !== "all") continue;
          const flows = parseFlows(finding.lines);
          if (!flows.ok) throw new Error("A finding's lines do not parse.");
          const open = finding.carried.map((groupId) => groupFlows(groupId, "ingress", index));
          const packets = open.map((bounds) => byPacket(bounds, index).surely);
          const together = packets.reduce(unionFlows);
          expectSubset(byPacket(exactly(flows.value), index).possibly, together);
        }
      }),
      RUNS,
    );
  });
});

describe("rule verdicts", () => {
  it("each distinct rule has one verdict, and their outsides together are exactly the excess", () => {
    fc.assert(
      fc.property(arbitraryStack, arbitraryObservation, (stack, observation) => {
        const diff = diffStack(stack, observation);
        const bound = new Set(diff.tiers.flatMap(({ groupIds }) => groupIds));
        const expected = observation.groups
          .filter(({ groupId }) => bound.has(groupId))
          .flatMap(({ groupId, rules }) => canonicalRules(rules).map(({ key }) => `${groupId} ${key}`));
        const judged = verdicts(diff).map(({ id }) => id);
        expect(judged.sort()).toStrictEqual(expected.sort());
        for (const { tier, ingress } of diff.tiers) {
          const outside = parseFlows(ingress.rules.flatMap((rule) => rule.outside));
          expect(outside).toStrictEqual({ ok: true, value: compare(stack, observation, tier).excess });
        }
      }),
      RUNS,
    );
  });

  it("all removable rules can go at once: no diff and no packet changes, and none is redundant then", () => {
    fc.assert(
      fc.property(arbitraryStack, arbitraryObservation, (stack, observation) => {
        const before = diffStack(stack, observation);
        const removable = new Set(verdicts(before).flatMap(({ id, removable: may }) => (may ? [id] : [])));
        const slim = without(observation, removable);
        const after = diffStack(stack, slim);
        after.tiers.forEach(({ ingress }, at) => {
          expect(ingress.missing).toStrictEqual(before.tiers[at]?.ingress.missing);
          expect(ingress.excess).toStrictEqual(before.tiers[at]?.ingress.excess);
          expect(ingress.rules.filter(({ verdict }) => verdict === "redundant")).toStrictEqual([]);
        });
        for (const item of observation.interfaces) {
          const packets = [observation, slim].map((state) => {
            const index = indexObservation(state);
            const flows = item.groupIds.map((groupId) => groupFlows(groupId, "ingress", index).surely);
            return byPacket(exactly(flows.reduce(unionFlows)), index).surely;
          });
          expect(packets[1]).toStrictEqual(packets[0]);
        }
      }),
      RUNS,
    );
  });

  it("removable rules can go together with every extra rule without anything going missing", () => {
    fc.assert(
      fc.property(arbitraryStack, arbitraryObservation, (stack, observation) => {
        const before = diffStack(stack, observation);
        const going = verdicts(before).filter(({ verdict, removable }) => verdict === "extra" || removable);
        const after = diffStack(stack, without(observation, new Set(going.map(({ id }) => id))));
        after.tiers.forEach(({ ingress }, at) => {
          expect(ingress.missing).toStrictEqual(before.tiers[at]?.ingress.missing);
        });
      }),
      RUNS,
    );
  });
});
