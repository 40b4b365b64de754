/** Every rule of the catalogue on one account: what is sure first, worst first, and then what nobody can tell. */
import type { CatalogueContext } from "./catalogue-context.ts";
import { type CatalogueFinding, type Certainty, SEVERITIES } from "./catalogue-finding.ts";
import type { CatalogueRule } from "./catalogue-rule.ts";
import { CATALOGUE } from "./manifest.ts";

const evaluated = (rule: CatalogueRule, context: CatalogueContext): CatalogueFinding[] =>
  rule.evaluate(context).map((draft) => ({
    ...draft,
    id: `${rule.id}/${draft.about}`,
    ruleId: rule.id,
    severity: rule.severity,
    controls: rule.controls,
  }));

const rank = ({ severity, certainty }: { severity: CatalogueFinding["severity"]; certainty: Certainty }) =>
  SEVERITIES.indexOf(severity) + (certainty === "sure" ? 0 : SEVERITIES.length);

/** In the order of severity, then of the manifest, then of ids. Plain JSON. */
export const runCatalogue = (
  context: CatalogueContext,
  rules: readonly CatalogueRule[] = CATALOGUE,
): readonly CatalogueFinding[] => {
  const place = new Map(rules.map((rule, at) => [rule.id, at]));
  return rules
    .flatMap((rule) => evaluated(rule, context))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (place.get(a.ruleId) ?? 0) - (place.get(b.ruleId) ?? 0) ||
        (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    );
};
