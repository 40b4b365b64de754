import type { CatalogueRule } from "../catalogue-rule.ts";
import { diffFindings } from "../diff-findings.ts";

export const membership: CatalogueRule = {
  id: "membership",
  severity: "medium",
  title: "Interface with the wrong groups",
  explanation:
    "The pattern says which tiers an instance carries: one of the workloads, and the door. This one carries none, several, or lacks one, so rules reach too many or too few.",
  needs: "stack",
  controls: [],
  evaluate: (context) => diffFindings("membership", context),
};
