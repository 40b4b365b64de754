import type { CatalogueRule } from "../catalogue-rule.ts";
import { diffFindings } from "../diff-findings.ts";

export const tierWithoutGroup: CatalogueRule = {
  id: "tier-without-group",
  severity: "medium",
  title: "Tier that no group plays",
  explanation:
    "A tier of a stack has no group, or one that is gone or lives in another VPC. Until one is bound, nothing the model says of this tier is enforced.",
  needs: "stack",
  controls: [],
  evaluate: (context) => diffFindings("tier-without-group", context),
};
