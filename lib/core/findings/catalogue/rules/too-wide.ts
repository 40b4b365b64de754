import type { CatalogueRule } from "../catalogue-rule.ts";
import { diffFindings } from "../diff-findings.ts";

export const tooWide: CatalogueRule = {
  id: "too-wide",
  severity: "high",
  title: "Rule wider than it was meant",
  explanation:
    "Part of what a rule lets through was meant, and part was not: a range of ports around the one, a network around the host. Narrow it to what the model says.",
  needs: "stack",
  controls: [],
  evaluate: (context) => diffFindings("too-wide", context),
};
