/** The rules of a proposed tier that go beyond its pattern, without the rest of what `diffStack` finds out. */
import { type HeldRule, type JudgedRule, judgeRule } from "#lib/core/diff/judge-rules.ts";
import type { CanonicalRule } from "#lib/core/group/canonical-rule.ts";
import { referenceState } from "#lib/core/group/group-reference.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleFlows } from "#lib/core/group/rule-flows.ts";
import { meantFlows } from "#lib/core/tier/meant-flows.ts";
import type { Stack, Tier } from "#lib/core/tier/pattern.ts";
import type { GroupFacts } from "./group-facts.ts";

const held = ({ group, groupId }: GroupFacts, rule: CanonicalRule, index: ObservationIndex): HeldRule => {
  const reference = rule.peer.kind === "group" ? referenceState(rule.peer, group, index) : null;
  const stale = reference?.state === "stale" ? reference.reason : null;
  return { groupId, rule, flows: ruleFlows(rule, group, index), stale };
};

/**
 * Those that `diffStack` would call extra or too wide, of the groups that play the tier (`facts`). Where one group
 * plays it alone, the pattern is the union of the rules that are not out, so that only the others need be judged;
 * where several do, it is what they have in common, and a rule of any may go beyond it.
 */
export const rulesBeyond = (
  stack: Stack,
  tier: Tier,
  facts: readonly GroupFacts[],
  isOut: (groupId: string, rule: CanonicalRule) => boolean,
  index: ObservationIndex,
): JudgedRule[] => {
  const doubtful = facts
    .filter(({ group }) => group.rulesKnown)
    .flatMap((each) =>
      each.ingress
        .filter((rule) => facts.length > 1 || isOut(each.groupId, rule))
        .map((rule) => held(each, rule, index)),
    );
  if (doubtful.length === 0) return [];
  const named = doubtful.flatMap(({ rule: { peer } }) => (peer.kind === "group" ? [peer.groupId] : []));
  const meant = meantFlows(stack, tier, "ingress", index, named);
  if (meant.mode === "unmanaged") return [];
  return doubtful
    .map((rule) => judgeRule(rule, meant))
    .filter(({ verdict }) => verdict === "extra" || verdict === "too-wide");
};
