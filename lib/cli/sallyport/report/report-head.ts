/** The part of a report that every command fills in the same way. */
import { OBSERVED_PARTS } from "#lib/core/group/observation.ts";
import type { FindingReport, ObservedReport } from "#lib/formats/report/report-parts.ts";
import type { Estate } from "../input/read-estate.ts";
import { ownVersion } from "../own-files.ts";

export const observedReport = ({ observation, texts }: Estate): ObservedReport => {
  const { accountId, region, groups, interfaces, parts } = observation;
  return {
    accountId,
    region,
    files: texts.map(({ file }) => file),
    groups: groups.length,
    interfaces: interfaces.length,
    unread: OBSERVED_PARTS.flatMap((part) => {
      const { complete, problem } = parts[part];
      return complete ? [] : [{ part, sentence: problem ?? "It was not given whole." }];
    }),
  };
};

export type Verdict = "in-line" | "findings" | "cannot-tell";

/** Worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low", "note"] as const;

/** What is less bad than `from` puts nothing out of line; what cannot be told stands unless something is certain. */
export function verdictOf(
  findings: readonly FindingReport[],
  from: FindingReport["severity"] = "low",
): Verdict {
  const judged = findings.filter(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(from));
  if (judged.some(({ certainty }) => certainty === "sure")) return "findings";
  return judged.length > 0 ? "cannot-tell" : "in-line";
}

export const reportHead = (estate: Estate, findings: readonly FindingReport[], verdict: Verdict) => ({
  format: "sallyport-report@1" as const,
  tool: { name: "sallyport" as const, version: ownVersion() },
  verdict,
  observed: observedReport(estate),
  findings: [...findings],
});
