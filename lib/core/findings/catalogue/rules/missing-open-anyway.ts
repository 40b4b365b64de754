import type { CatalogueRule } from "../catalogue-rule.ts";
import { diffFindings } from "../diff-findings.ts";

export const missingOpenAnyway: CatalogueRule = {
  id: "missing-open-anyway",
  severity: "medium",
  title: "Missing by rule, open by packet",
  explanation:
    "No rule names a flow that the model asks for, and yet its packets get through, because a wider rule lets them. It works only as long as the wider rule stays: add the narrow one before that goes.",
  needs: "stack",
  controls: [],
  evaluate: (context) => diffFindings("missing-open-anyway", context),
};
