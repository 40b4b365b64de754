/** A difference of a stack, as the catalogue knows the same finding: its id, and what an exception to it is judged by. */
import type { Finding } from "#lib/core/diff/finding.ts";
import { doorOf } from "#lib/core/plan/last-source.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { CatalogueFinding } from "./catalogue-finding.ts";
import { ruleOfDifference } from "./diff-findings.ts";
import { extentOfDifference } from "./extent.ts";
import { CATALOGUE } from "./manifest.ts";

const SEVERITY = new Map(CATALOGUE.map(({ id, severity }) => [id, severity]));

export const ruleIdOfDifference = (finding: Finding, stack: Stack): string =>
  ruleOfDifference(finding, doorOf(stack)?.tier.name ?? null);

/** As the catalogue calls the same finding. */
export const differenceId = (finding: Finding, stack: Stack): string =>
  `${ruleIdOfDifference(finding, stack)}/${stack.name}/${finding.id}`;

export const placedDifference = (
  finding: Finding,
  stack: Stack,
): Pick<CatalogueFinding, "id" | "severity" | "certainty" | "extent"> => ({
  id: differenceId(finding, stack),
  severity: SEVERITY.get(ruleIdOfDifference(finding, stack)) ?? "critical",
  certainty: finding.kind === "unknown" ? "cannot-tell" : "sure",
  extent: extentOfDifference(finding),
});
