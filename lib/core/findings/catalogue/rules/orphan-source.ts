import type { CatalogueRule } from "../catalogue-rule.ts";
import { diffFindings } from "../diff-findings.ts";

export const orphanSource: CatalogueRule = {
  id: "orphan-source",
  severity: "high",
  title: "Way in that nobody owns",
  explanation:
    "A stack's door for people is open to a source that no live grant, no standing source and so no owner explains. Close it, or have somebody ask for it in their own name.",
  needs: "stack",
  controls: [],
  evaluate: (context) => diffFindings("orphan-source", context),
};
