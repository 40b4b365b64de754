/** A rule of a group: which packets it means, how it is judged and why, and what would be if it were taken away. */
import type { RuleVerdict } from "#lib/core/diff/diff-direction.ts";
import { linesOf } from "#lib/core/diff/line.ts";
import { isKnown, unknownPart } from "#lib/core/group/bounds.ts";
import { type CanonicalRule, canonicalRules } from "#lib/core/group/canonical-rule.ts";
import { referenceState } from "#lib/core/group/group-reference.ts";
import type { ObservedGroup } from "#lib/core/group/observation.ts";
import { byPacket } from "#lib/core/group/packet-flows.ts";
import { ruleFlows } from "#lib/core/group/rule-flows.ts";
import { revokeStep } from "#lib/core/plan/plan-side.ts";
import { ruleWords } from "#lib/core/plan/step-words.ts";
import type { Modelled } from "../../input/read-modelled.ts";
import { nameOfGroup } from "../../report/names.ts";
import { type Compared, compare } from "../diff/diff-answer.ts";
import { type Explanation, section, unlabelled } from "./explanation.ts";
import { effectOf } from "./step-effect.ts";

const WHY: Readonly<Record<RuleVerdict["verdict"], string>> = {
  needed: "All it lets through was meant, and without it something that was meant would be missing.",
  extra: "Nothing it lets through was meant.",
  "too-wide": "Part of what it lets through was meant, and part was not.",
  redundant: "All it lets through was meant, and other rules that were meant let the same packets through.",
  stale: "It names a group that is gone or out of reach, so it lets nothing through.",
  unknown: "What it lets through could not be read, so it cannot be judged.",
  unmanaged: "The pattern says nothing about this direction, so it is not judged.",
};

interface Held {
  readonly group: ObservedGroup;
  readonly rule: CanonicalRule;
}

/** `sgr-...`, or the group's id and the rule's key: `sg-... ingress tcp 22:22 0.0.0.0/0`. */
export function findRule(what: string, { estate }: Modelled): Held | null {
  const [groupId = "", ...rest] = what.split(" ");
  const groups = what.startsWith("sgr-")
    ? estate.observation.groups.filter(({ rules }) => rules.some(({ ruleId }) => ruleId === what))
    : estate.observation.groups.filter((group) => group.groupId === groupId);
  for (const group of groups)
    for (const rule of canonicalRules(group.rules))
      if (rule.ruleIds.includes(what) || rule.key === rest.join(" ")) return { group, rule };
  return null;
}

const judgements = ({ group, rule }: Held, compared: readonly Compared[]) =>
  compared.flatMap(({ model, diff }) =>
    diff.tiers.flatMap(({ tier, ingress, egress }) =>
      [...ingress.rules, ...egress.rules]
        .filter((each) => each.groupId === group.groupId && each.key === rule.key)
        .map((verdict) => ({ stack: model.stack.name, tier, verdict })),
    ),
  );

const flowTexts = (lines: readonly { readonly peer: string; readonly service: string }[]) =>
  lines.map(({ peer, service }) => ({ label: service, text: peer }));

const staleSentence = ({ group, rule }: Held, { estate }: Modelled): string[] => {
  if (rule.peer.kind !== "group") return [];
  const { state } = referenceState(rule.peer, group, estate.index);
  if (state === "live") return [];
  return [state === "stale" ? WHY.stale : "Whether the group it names can be reached is not known."];
};

export function explainRule(held: Held, modelled: Modelled): Explanation {
  const { group, rule } = held;
  const { index, observation } = modelled.estate;
  const compared = modelled.stacks.map((stack) => compare(stack, modelled.estate));
  const found = judgements(held, compared);
  const flows = ruleFlows(rule, group, index);
  const packets = byPacket(flows, index);
  const step = revokeStep(group.groupId, rule.key, index);
  const descriptions = [...new Set(rule.copies.flatMap(({ description }) => description || []))];
  return {
    subject: { kind: "rule", id: `${group.groupId} ${rule.key}` },
    title: `${ruleWords(rule)} of ${nameOfGroup(index)(group.groupId)}`,
    sentences: [
      ...found.map(
        ({ stack, tier, verdict }) =>
          `In ${tier} of ${stack} it is ${verdict.verdict}: ${WHY[verdict.verdict]}`,
      ),
      ...(found.length === 0
        ? ["No stack that was given has this group, so it is not judged by a model."]
        : []),
      ...staleSentence(held, modelled),
      ...(isKnown(flows) ? [] : ["Part of what it names could not be read."]),
    ],
    sections: [
      ...section("Ids", unlabelled(rule.ruleIds)),
      ...section("Says", unlabelled(descriptions)),
      ...section("Means, by rule", flowTexts(linesOf(flows.surely, index))),
      ...section("May mean", flowTexts(linesOf(unknownPart(flows), index))),
      ...(rule.peer.kind === "group"
        ? section("Means, by packet", flowTexts(linesOf(packets.surely, index)))
        : []),
      ...found.flatMap(({ verdict }) => [
        ...section("Was meant", flowTexts(verdict.inside)),
        ...section("Was not meant", flowTexts(verdict.outside)),
      ]),
      ...(step === null ? [] : section("Taken away", unlabelled(effectOf([step], observation, modelled)))),
    ],
  };
}
