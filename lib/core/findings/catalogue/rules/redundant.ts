import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import { isKnown } from "#lib/core/group/bounds.ts";
import { peerText } from "#lib/core/group/canonical-rule.ts";
import { ruleWords } from "#lib/core/group/rule-text.ts";
import { isEmptyFlows, isSubsetOfFlows, unionAllFlows } from "#lib/core/net/flow-set.ts";
import { holdsPacket, witnessOf } from "#lib/core/net/packet.ts";
import type { CatalogueContext } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { diffFindings } from "../diff-findings.ts";
import { extentOf, extentOfFlows } from "../extent.ts";
import type { GroupView } from "../group-view.ts";
import { removal } from "../remedy.ts";
import { cannotTell, unreadGroups, unreadInterfaces } from "../unread.ts";
import { packetOf } from "../witness.ts";

/** Whether some other rule lets through the one packet looked at: if none does, nothing covers the rule. */
const mayBeCovered = (held: HeldRule, rules: readonly HeldRule[]): boolean => {
  const packet = witnessOf(held.flows.possibly);
  return packet === null || rules.some((other) => other !== held && holdsPacket(other.flows.surely, packet));
};

/** Covered by rule, whoever carries what today: a reference is covered by itself only. */
const isCovered = (held: HeldRule, rules: readonly HeldRule[]): boolean =>
  mayBeCovered(held, rules) &&
  isSubsetOfFlows(
    held.flows.possibly,
    unionAllFlows(rules.filter((other) => other !== held).map(({ flows }) => flows.surely)),
  );

/** Why it adds nothing. A rule whose prefix list is empty lets nothing through at all. */
const because = ({ rule, flows }: HeldRule, cover: HeldRule | undefined): string => {
  if (isEmptyFlows(flows.possibly)) return `${peerText(rule.peer)} is empty, so it lets nothing through`;
  return cover === undefined
    ? "the others together let its packets through already"
    : `the rule ${ruleWords(cover.rule)} lets its packets through already`;
};

const findingOf = (held: HeldRule, rules: readonly HeldRule[], context: CatalogueContext): FindingDraft => {
  const { groupId, rule, flows } = held;
  const cover = rules.find((other) => other !== held && isSubsetOfFlows(flows.possibly, other.flows.surely));
  const why = because(held, cover);
  return {
    about: `${groupId}/${rule.key}`,
    certainty: "sure",
    subject: { kind: "rule", groupId, ruleKey: rule.key },
    stack: null,
    groupIds: [groupId],
    sentence: `The rule ${ruleWords(rule)} of ${context.nameOf(groupId)} adds nothing: ${why}.`,
    witness: packetOf(flows.surely, rule.direction, context.index) ?? { kind: "object", text: why },
    extent: extentOf({ flows: extentOfFlows(rule.direction, flows.surely) }),
    remedy: removal(groupId, [held], context),
  };
};

/** In a group that no model speaks of; the others come with the difference from their stack. */
const ofGroup = (view: GroupView, context: CatalogueContext): FindingDraft[] => {
  const { groupId } = view.group;
  if (context.parts.has(groupId)) return [];
  return [view.ingress, view.egress].flatMap((all) => {
    const rules = all.filter(({ stale }) => stale === null);
    const unread = rules.filter(({ flows }) => !isKnown(flows));
    const sure = rules
      .filter((held) => isCovered(held, rules))
      .map((held) => findingOf(held, rules, context));
    const [first] = unread;
    // One rule alone is covered by nothing, but its prefix list may turn out to be empty.
    if (first === undefined || (rules.length < 2 && first.rule.peer.kind !== "prefix-list")) return sure;
    const { direction, key } = first.rule;
    const sentence = `It cannot be told which ${direction} rules of ${context.nameOf(groupId)} add nothing: what ${key} lets through could not be read.`;
    const subject = { kind: "group", groupId } as const;
    return [...sure, cannotTell(`${groupId}/${direction}/unread`, subject, [groupId], sentence)];
  });
};

export const redundant: CatalogueRule = {
  id: "redundant",
  severity: "low",
  title: "Rule that adds nothing",
  explanation:
    "Other rules of the same group let through everything this one does. It hides what the group really allows and counts against the quota. Where a model speaks of the group, only rules it means count as cover.",
  needs: "account",
  controls: [],
  evaluate: (context) => [
    ...diffFindings("redundant", context),
    ...context.groups.flatMap((view) => ofGroup(view, context)),
    ...unreadGroups("every rule adds something", context),
    // Without a model nobody's interfaces matter: a rule is covered by rule or not at all.
    ...(context.stacks.length === 0 ? [] : unreadInterfaces("every rule adds something", context)),
  ],
};
