/** A group: what it is, what it lets through, who carries it, who names it, and what is found about it. */
import { canonicalRules } from "#lib/core/group/canonical-rule.ts";
import { carriersOf, referencesTo } from "#lib/core/group/group-use.ts";
import { groupManagedBy } from "#lib/core/group/managed-by.ts";
import type { Direction, ObservedGroup } from "#lib/core/group/observation.ts";
import { ruleText, wordsOfRuleKey } from "#lib/core/group/rule-text.ts";
import type { FindingReport } from "#lib/formats/report/report-parts.ts";
import type { Modelled } from "../../input/read-modelled.ts";
import { nameOfGroup, tierOfGroup } from "../../report/names.ts";
import { type Compared, compare } from "../diff/diff-answer.ts";
import { type Explanation, type Section, section, unlabelled } from "./explanation.ts";

const verdictOf = (groupId: string, key: string, compared: readonly Compared[]): string =>
  compared
    .flatMap(({ diff }) => diff.tiers)
    .flatMap(({ ingress, egress }) => [...ingress.rules, ...egress.rules])
    .find((rule) => rule.groupId === groupId && rule.key === key)?.verdict ?? "";

const rulesOf = (
  group: ObservedGroup,
  direction: Direction,
  compared: readonly Compared[],
): Section["items"] =>
  canonicalRules(group.rules.filter((rule) => rule.direction === direction)).map((rule) => {
    const { service, peer } = ruleText(rule);
    const descriptions = [...new Set(rule.copies.flatMap(({ description }) => description || []))];
    const words = [
      `${service} ${direction === "ingress" ? "from" : "to"} ${peer}`,
      ...rule.ruleIds,
      ...descriptions.map((text) => `“${text}”`),
    ];
    return { label: verdictOf(group.groupId, rule.key, compared), text: words.join("  ") };
  });

const partSentences = (groupId: string, { stacks }: Modelled): string[] =>
  stacks.flatMap(({ stack }) => {
    const tier = tierOfGroup(stack)(groupId);
    return tier === null ? [] : [`It plays ${tier} of ${stack.name}.`];
  });

const carriedSentence = (groupId: string, { estate }: Modelled): string => {
  const { observation, index } = estate;
  if (!observation.parts.interfaces.complete)
    return "The interfaces were not given whole: who carries it is not known.";
  const carriers = carriersOf(groupId, index).length;
  if (carriers === 0) return "No interface carries it.";
  return carriers === 1 ? "One interface carries it." : `${carriers} interfaces carry it.`;
};

/** Null when it is not among the groups that were given. */
export function explainGroup(
  groupId: string,
  modelled: Modelled,
  findings: readonly FindingReport[],
): Explanation | null {
  const { observation, index } = modelled.estate;
  const group = index.groups.get(groupId);
  if (group === undefined) return null;
  const compared = modelled.stacks.map((stack) => compare(stack, modelled.estate));
  const manager = groupManagedBy(group);
  const nameOf = nameOfGroup(index);
  return {
    subject: { kind: "group", id: groupId },
    title: group.name === "" ? groupId : group.name,
    sentences: [
      `It belongs to account ${group.ownerId}${group.vpcId === null ? "" : `, in ${group.vpcId}`}, and is described as “${group.description}”.`,
      ...partSentences(groupId, modelled),
      carriedSentence(groupId, modelled),
      ...(manager === null
        ? []
        : [
            `It is managed by ${manager.controller} (${manager.evidence}), which may undo what others change.`,
          ]),
      ...(group.rulesKnown ? [] : ["Its rules could not be read."]),
    ],
    sections: [
      ...section("Lets in", rulesOf(group, "ingress", compared)),
      ...section("Lets out", rulesOf(group, "egress", compared)),
      ...section(
        "Carried by",
        carriersOf(groupId, index).map(({ interfaceId, instanceId, privateCidrs }) => ({
          label: interfaceId,
          text: [instanceId ?? "", ...privateCidrs].join(" ").trim(),
        })),
      ),
      ...section(
        "Named by rules of",
        referencesTo(groupId, index).map((reference) => ({
          label: nameOf(reference.groupId),
          text: wordsOfRuleKey(reference.ruleKey),
        })),
      ),
      ...section(
        "Found about it",
        findings
          .filter(({ groupIds }) => groupIds.includes(groupId))
          .map(({ severity, certainty, sentence }) => ({
            label: certainty === "cannot-tell" ? "unknown" : severity,
            text: sentence,
          })),
      ),
      ...section(
        "Tags",
        Object.entries(group.tags).map(([label, text]) => ({ label, text })),
      ),
      ...(observation.parts.groups.complete
        ? []
        : section("Not known", unlabelled(["The groups were not given whole: more rules may name it."]))),
    ],
  };
}
