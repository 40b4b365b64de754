import type { CatalogueRule } from "../catalogue-rule.ts";
import { diffFindings } from "../diff-findings.ts";

export const openEgress: CatalogueRule = {
  id: "open-egress",
  severity: "medium",
  title: "Free to reach the whole Internet",
  explanation:
    "The pattern lists what a tier may reach, and yet its group lets it reach the whole Internet: EC2 opens every new group that way. Whoever gets in can carry data out. Tiers whose pattern leaves egress unmanaged are not judged.",
  needs: "stack",
  controls: [],
  evaluate: (context) => diffFindings("open-egress", context),
};
