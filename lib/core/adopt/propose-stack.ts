/** One application as a proposed stack: pattern, bindings, what is called out, and how sure each part is. */
import { isNote } from "#lib/core/diff/finding.ts";
import { membershipFindings } from "#lib/core/diff/membership.ts";
import type { CanonicalRule } from "#lib/core/group/canonical-rule.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { OpenSource, Stack } from "#lib/core/tier/pattern.ts";
import type { CalledOut, ProposedStack, ProposedTier } from "./adoption.ts";
import { bindingEvidence, type Placing } from "./binding-evidence.ts";
import { confidenceOf } from "./confidence.ts";
import { oncePerKind } from "./evidence.ts";
import { entranceOf, meantTier } from "./meant-tiers.ts";
import { membershipOf } from "./membership.ts";
import { rulesBeyond } from "./rules-beyond.ts";
import { stackEvidence } from "./stack-evidence.ts";

const MEMBER_REASONS: Readonly<Record<string, string>> = {
  "no-door": "It lacks the door that the others carry.",
  "lacks-tier": "It lacks a group that the others carry.",
  "no-tier": "It carries a group of the stack, but none of its tiers.",
  "several-tiers": "It carries several tiers, where the others carry one.",
};

/** Each source once: a rule may be written twice. */
const distinct = (sources: readonly OpenSource[]): OpenSource[] => [
  ...new Map(sources.map((source) => [JSON.stringify(source.peer), source])).values(),
];

const tiersOf = (placing: Placing): ProposedTier[] =>
  placing.named.map((tier) => {
    const bindings = tier.groupIds.map((groupId) => {
      const evidence = bindingEvidence(groupId, tier, placing);
      return { groupId, evidence, confidence: confidenceOf("binding", evidence) };
    });
    const evidence = oncePerKind(bindings.flatMap((binding) => binding.evidence));
    return {
      tier: tier.name,
      duty: tier.duty,
      bindings,
      evidence,
      confidence: confidenceOf("tier", evidence),
    };
  });

/** `index` may be narrowed to the stack's groups. */
export const proposeStack = (
  name: string,
  vpcId: string,
  placing: Placing,
  index: ObservationIndex,
): ProposedStack => {
  const { named, setting } = placing;
  const { observation } = index;
  const entrance = entranceOf(named, setting);
  const meant = named.map((tier) => ({
    name: tier.name,
    ...meantTier(tier, named, entrance, vpcId, setting),
  }));
  const bare: Stack = {
    name,
    accountId: observation.accountId,
    region: observation.region,
    vpcId,
    pattern: {
      name,
      version: 1,
      description: `Adopted from what was there: ${named.map((tier) => tier.name).join(", ")}.`.slice(0, 200),
      tiers: meant.map(({ tier }) => tier),
      membership: { oneOf: [], all: [] },
    },
    bindings: named.map((tier) => ({
      tier: tier.name,
      primaryGroupId: tier.groupIds[0] ?? "",
      otherGroupIds: tier.groupIds.slice(1),
    })),
    openSources: distinct(meant.flatMap(({ openSources }) => openSources)),
  };
  const membership = membershipOf(bare, named, index);
  const stack: Stack = { ...bare, pattern: { ...bare.pattern, membership } };

  const reasons = new Map(
    meant.flatMap(({ out }) => out.map((rule) => [`${rule.groupId} ${rule.ruleKey}`, rule.reason] as const)),
  );
  const calledOut = stack.pattern.tiers.flatMap((tier, at) => {
    const facts = (named[at]?.groupIds ?? []).flatMap((id) => setting.facts.get(id) ?? []);
    const isOut = (groupId: string, { key }: CanonicalRule) => reasons.has(`${groupId} ${key}`);
    return rulesBeyond(stack, tier, facts, isOut, index).map(({ groupId, rule }): CalledOut => {
      const reason = reasons.get(`${groupId} ${rule.key}`) ?? "Only some of the tier's groups have it.";
      return { tier: tier.name, groupId, ruleKey: rule.key, reason };
    });
  });
  const oddMembers = membershipFindings(stack, index).flatMap((finding) =>
    "interfaceId" in finding && !isNote(finding)
      ? [{ interfaceId: finding.interfaceId, reason: MEMBER_REASONS[finding.kind] ?? finding.kind }]
      : [],
  );
  const groupIds = named.flatMap((tier) => tier.groupIds);
  const unread = groupIds.filter((id) => setting.facts.get(id)?.group.rulesKnown === false);
  const evidence = stackEvidence(placing, calledOut.length, unread);
  return {
    stack,
    tiers: tiersOf(placing),
    calledOut,
    oddMembers,
    unknowns: unread.map(
      (id) => `The rules of ${id} could not be read: what it allows is not part of the pattern.`,
    ),
    evidence,
    confidence: confidenceOf("stack", evidence),
  };
};
