/** A finding of a stack's difference, as reports have it. */
import { describeFinding, type NameOfGroup } from "#lib/core/diff/describe-finding.ts";
import { type Finding, type FindingKind, isNote } from "#lib/core/diff/finding.ts";
import type { Witness } from "#lib/core/diff/line.ts";
import { differenceId, ruleIdOfDifference } from "#lib/core/findings/catalogue/placed-difference.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { FindingReport, WitnessReport } from "#lib/formats/report/report-parts.ts";
import { RULE_TEXTS } from "#lib/formats/report/rule-texts.ts";

const REMEDY: Readonly<Partial<Record<FindingKind, string>>> = {
  unbound: "Bind a group to the tier in the stack's file.",
  "group-gone": "Bind another group in the stack's file.",
  "group-elsewhere": "Bind a group of the stack's VPC in its file.",
  "several-tiers": "Say which tier the interface belongs to, and take the other groups away.",
  "no-tier": "Say which tier the interface belongs to, and give it that group.",
  unknown: "Give what is missing; nothing is changed on a guess.",
};

/** The catalogue's, but what puts no stack out of line is a note here, and an open door to the Internet the worst. */
const severityOf = (finding: Finding, stack: Stack): FindingReport["severity"] => {
  if (isNote(finding)) return "note";
  if ("openToWorld" in finding && finding.openToWorld.length > 0) return "critical";
  return RULE_TEXTS.get(ruleIdOfDifference(finding, stack))?.severity ?? "medium";
};

/** `203.0.113.7 -> tcp/22`: from whom, or to whom. */
const packetWords = (direction: Direction, { address, groupId, service }: Witness): string => {
  const peer =
    address === null ? (groupId ?? "a peer") : groupId === null ? address : `${address} (${groupId})`;
  return direction === "ingress" ? `${service} from ${peer}` : `${service} to ${peer}`;
};

const witnessOf = (finding: Finding): WitnessReport | null => {
  if (!("witness" in finding) || finding.witness === null) return null;
  const { direction, witness } = finding;
  const passes = finding.kind === "missing" ? "is not let through by a rule that names it" : "gets through";
  return { text: `${packetWords(direction, witness)} ${passes}`, direction, ...witness };
};

const groupIdsOf = (finding: Finding): string[] => {
  if ("groupIds" in finding) return [...finding.groupIds];
  return finding.groupId === null ? [] : [finding.groupId];
};

/** The remedy of most differences: the document says it once, for all of them. */
export const PLANNED = "sallyport plan makes the steps.";

const remedyOf = (finding: Finding): string | null => {
  if (finding.kind === "listed-interface") return null;
  return REMEDY[finding.kind] ?? PLANNED;
};

/** Without the witness, which reports have of its own. */
const sentenceOf = (finding: Finding, nameOf: NameOfGroup): string =>
  describeFinding("witness" in finding ? { ...finding, witness: null } : finding, nameOf);

export const findingOfDiff = (finding: Finding, stack: Stack, nameOf: NameOfGroup): FindingReport => ({
  id: differenceId(finding, stack),
  rule: ruleIdOfDifference(finding, stack),
  severity: severityOf(finding, stack),
  certainty: finding.kind === "unknown" ? "cannot-tell" : "sure",
  stack: stack.name,
  tier: finding.tier,
  sentence: sentenceOf(finding, nameOf),
  groupIds: groupIdsOf(finding),
  ruleKeys: "ruleKey" in finding && finding.ruleKey !== null ? [finding.ruleKey] : [],
  ruleIds: "ruleIds" in finding ? [...finding.ruleIds] : [],
  interfaceId: "interfaceId" in finding ? finding.interfaceId : null,
  instanceId: "instanceId" in finding ? finding.instanceId : null,
  witness: witnessOf(finding),
  remedy: remedyOf(finding),
  controls: [],
});
