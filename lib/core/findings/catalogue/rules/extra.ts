import type { CatalogueRule } from "../catalogue-rule.ts";
import { diffFindings } from "../diff-findings.ts";

export const extra: CatalogueRule = {
  id: "extra",
  severity: "high",
  title: "Rule that nobody meant",
  explanation:
    "A rule of a tier's group lets through only what the model does not mean. Remove it, or write it into the pattern if it is meant after all. What a rule lets through that could not be read is listed here too, because this may be what it turns out to be.",
  needs: "stack",
  controls: [],
  evaluate: (context) => diffFindings("extra", context),
};
