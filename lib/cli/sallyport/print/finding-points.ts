/** Findings as points: what is wrong, and under it the packet that proves it, the rule, and what to do. */
import type { FindingReport } from "#lib/formats/report/report-parts.ts";
import { PLANNED } from "../report/finding-of-diff.ts";
import { code, type Detail, dim, type Point, type Span, type Tone } from "./document.ts";

const TONES: Readonly<Record<FindingReport["severity"], Tone>> = {
  critical: "bad",
  high: "bad",
  medium: "warn",
  low: "warn",
  note: "dim",
};

const markOf = ({ severity, certainty }: FindingReport): Span =>
  certainty === "cannot-tell" ? { text: "unknown", tone: "warn" } : { text: severity, tone: TONES[severity] };

const joined = (parts: readonly string[]) =>
  parts.flatMap((part, at) => (at === 0 ? [code(part)] : [", ", code(part)]));

const detailsOf = (finding: FindingReport): Detail[] => {
  const { witness, groupIds, ruleKeys, ruleIds, remedy, controls, rule, id } = finding;
  const optional = (label: string, parts: readonly string[]): Detail[] =>
    parts.length === 0 ? [] : [{ label, line: joined(parts) }];
  return [
    ...(witness === null ? [] : [{ label: "witness", line: [witness.text] }]),
    ...optional("rule", [...ruleKeys, ...ruleIds]),
    ...(ruleKeys.length > 0 || groupIds.length > 1 ? optional("group", groupIds) : []),
    ...(remedy === null || remedy === PLANNED ? [] : [{ label: "remedy", line: [remedy] }]),
    ...(controls.length === 0 ? [] : [{ label: "answers", line: [controls.join(", ")] }]),
    { label: "explain", line: [dim(id), dim(`  (${rule})`)] },
  ];
};

export const findingPoint = (finding: FindingReport): Point => ({
  mark: markOf(finding),
  line: [finding.sentence],
  details: detailsOf(finding),
});
