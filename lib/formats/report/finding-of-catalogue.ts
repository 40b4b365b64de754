/** A finding of the catalogue, as reports have it. */
import type {
  CatalogueFinding,
  CatalogueWitness,
  Remedy,
  Subject,
} from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { controlText } from "#lib/core/findings/catalogue/control.ts";
import { witnessText } from "#lib/core/findings/catalogue/witness.ts";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";
import type { FindingReport, WitnessReport } from "./report-parts.ts";

interface OneRule {
  readonly groupId: string;
  readonly ruleKey: string;
}

const witnessReport = (witness: CatalogueWitness): WitnessReport => {
  const text = witnessText(witness);
  if (witness.kind === "object")
    return { text, direction: null, address: null, groupId: null, service: null };
  const { direction, address, groupId, service } = witness;
  return { text, direction, address, groupId, service };
};

const rulesOf = (subject: Subject, remedy: Remedy): readonly OneRule[] =>
  subject.kind === "rule" ? [subject] : remedy.kind === "revoke" ? remedy.rules : [];

const remedyWords = (remedy: Remedy, planned: string): string => {
  switch (remedy.kind) {
    case "match":
      return planned;
    case "revoke":
      return `Revoke ${remedy.rules.map((rule) => `${wordsOfRuleKey(rule.ruleKey)} of ${rule.groupId}`).join(", ")}.`;
    case "none":
      return remedy.because;
  }
};

const ruleIdsOf = (rules: readonly OneRule[], { groups }: Pick<ObservationIndex, "groups">): string[] =>
  rules.flatMap((wanted) =>
    (groups.get(wanted.groupId)?.rules ?? []).flatMap((rule) =>
      rule.ruleId !== null && ruleKey(rule) === wanted.ruleKey ? [rule.ruleId] : [],
    ),
  );

/** `index`: where rule ids are looked up. `planned`: what to say where a plan of the whole stack puts it right. */
export const findingOfCatalogue = (
  finding: CatalogueFinding,
  index: Pick<ObservationIndex, "groups">,
  planned: string,
): FindingReport => {
  const { subject, remedy, witness } = finding;
  const rules = rulesOf(subject, remedy);
  return {
    id: finding.id,
    rule: finding.ruleId,
    severity: finding.severity,
    certainty: finding.certainty,
    stack: finding.stack,
    tier: subject.kind === "tier" ? subject.tier : null,
    sentence: finding.sentence,
    groupIds: [...finding.groupIds],
    ruleKeys: [...new Set(rules.map((rule) => rule.ruleKey))],
    ruleIds: ruleIdsOf(rules, index),
    interfaceId: subject.kind === "interface" ? subject.interfaceId : null,
    instanceId: subject.kind === "interface" ? subject.instanceId : null,
    witness: witness === null ? null : witnessReport(witness),
    remedy: remedyWords(remedy, planned),
    controls: finding.controls.map(controlText),
  };
};
