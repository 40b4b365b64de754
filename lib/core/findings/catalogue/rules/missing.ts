import type { CatalogueRule } from "../catalogue-rule.ts";
import { diffFindings } from "../diff-findings.ts";

export const missing: CatalogueRule = {
  id: "missing",
  severity: "medium",
  title: "Flow without a rule",
  explanation:
    "The model asks for a flow that no rule lets through: something that should work does not, or will not after the next restart.",
  needs: "stack",
  controls: [],
  evaluate: (context) => diffFindings("missing", context),
};
