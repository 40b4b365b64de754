/** Findings and their rules as SARIF 2.1.0 has them, wherever they were found. */
import type { FindingReport } from "../report/report-parts.ts";
import { RULE_TEXTS, type RuleText } from "../report/rule-texts.ts";
import { sarifMessage } from "./sarif-text.ts";

export const SARIF_SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const LEVELS = { critical: "error", high: "error", medium: "warning", low: "warning", note: "note" } as const;

/** GitHub orders alerts by this: over 9 is critical, over 7 high, over 4 medium. */
const SECURITY = { critical: "9.5", high: "8.0", medium: "5.0", low: "3.0", note: "0.0" } as const;

const ruleOf = (id: string): RuleText =>
  RULE_TEXTS.get(id) ?? { id, title: id, explanation: "", severity: "medium" };

const ruleDescriptor = ({ id, title, explanation, severity }: RuleText) => ({
  id,
  shortDescription: { text: title },
  ...(explanation === "" ? {} : { fullDescription: { text: explanation }, help: { text: explanation } }),
  defaultConfiguration: { level: LEVELS[severity] },
  properties: { tags: ["security"], "security-severity": SECURITY[severity] },
});

/** The ids of the rules that findings speak of, sorted: results name them by their place here. */
export const ruleIdsOf = (findings: readonly FindingReport[]): readonly string[] =>
  [...new Set(findings.map(({ rule }) => rule))].sort();

export const sarifRules = (ids: readonly string[]) => ids.map((id) => ruleDescriptor(ruleOf(id)));

/** What cannot be told is neither a failure nor a pass: SARIF calls it open, and gives it no level. */
const judged = ({ certainty, severity }: FindingReport) =>
  certainty === "cannot-tell"
    ? { kind: "open", level: "none" }
    : {
        kind: severity === "note" ? "informational" : "fail",
        level: severity === "note" ? "none" : LEVELS[severity],
      };

const messageOf = ({ sentence, witness, remedy }: FindingReport): string =>
  [
    sentence,
    ...(witness === null ? [] : [`Witness: ${witness.text}.`]),
    ...(remedy === null ? [] : [remedy]),
  ].join(" ");

/** A result without its locations. `rules`: as `ruleIdsOf` has them. */
export const sarifResult = (finding: FindingReport, rules: readonly string[]) => ({
  ruleId: finding.rule,
  ruleIndex: rules.indexOf(finding.rule),
  ...judged(finding),
  message: { text: sarifMessage(messageOf(finding)) },
  partialFingerprints: { "sallyportFinding/v1": finding.id },
  properties: {
    severity: finding.severity,
    certainty: finding.certainty,
    ...(finding.stack === null ? {} : { stack: finding.stack }),
    ...(finding.tier === null ? {} : { tier: finding.tier }),
    ...(finding.controls.length === 0 ? {} : { controls: finding.controls }),
  },
});
