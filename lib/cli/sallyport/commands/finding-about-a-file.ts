import type { FindingReport } from "#lib/formats/report/report-parts.ts";

/** What is wrong with a file that was to be verified, as a finding: about no stack, group or rule. */
export const findingAboutAFile = ({
  id,
  rule,
  sentence,
}: Pick<FindingReport, "id" | "rule" | "sentence">): FindingReport => ({
  id,
  rule,
  severity: "critical",
  certainty: "sure",
  stack: null,
  tier: null,
  sentence,
  groupIds: [],
  ruleKeys: [],
  ruleIds: [],
  interfaceId: null,
  instanceId: null,
  witness: null,
  remedy: null,
  controls: [],
});
