/** Findings as CSV: one line each, safe to open in a spreadsheet. */
import { csvLine } from "../csv/csv-line.ts";
import { RULE_TEXTS } from "../report/rule-texts.ts";
import type { FoundFinding } from "./found-finding.ts";

const HEAD = [
  "Severity",
  "Certainty",
  "Title",
  "Finding",
  "Stack",
  "Tier",
  "Account",
  "Account name",
  "Region",
  "Groups",
  "Rules",
  "Proof",
  "Remedy",
  "Controls",
  "Observed (UTC)",
  "Accepted until (UTC)",
  "Accepted by",
  "Accepted because",
  "Id",
];

export function* findingsCsv(found: Iterable<FoundFinding>): Generator<string> {
  yield csvLine(HEAD);
  for (const { finding, accountId, accountName, region, observedAt, accepted } of found)
    yield csvLine([
      finding.severity,
      finding.certainty,
      RULE_TEXTS.get(finding.rule)?.title ?? finding.rule,
      finding.sentence,
      finding.stack,
      finding.tier,
      accountId,
      accountName,
      region,
      finding.groupIds.join(" "),
      finding.ruleKeys.join("; "),
      finding.witness?.text ?? null,
      finding.remedy,
      finding.controls.join("; "),
      observedAt,
      accepted?.endsAt ?? null,
      accepted?.ownerName ?? null,
      accepted?.reason ?? null,
      finding.id,
    ]);
}
