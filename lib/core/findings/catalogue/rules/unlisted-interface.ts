import type { CatalogueRule } from "../catalogue-rule.ts";
import { diffFindings } from "../diff-findings.ts";

export const unlistedInterface: CatalogueRule = {
  id: "unlisted-interface",
  severity: "note",
  title: "Interface that no rule speaks of",
  explanation:
    "A secondary interface carries groups of the stack, and the pattern's membership rule speaks of primary ones only. It may be right; nothing says so.",
  needs: "stack",
  controls: [],
  evaluate: (context) => diffFindings("unlisted-interface", context),
};
