/** Every rule of the catalogue on one account: what is sure first, worst first, and then what nobody can tell. */
import type { CatalogueContext } from "./catalogue-context.ts";
import { type CatalogueFinding, SEVERITIES } from "./catalogue-finding.ts";
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

const rank = ({ severity, certainty }: CatalogueFinding): number =>
  SEVERITIES.indexOf(severity) + (certainty === "sure" ? 0 : SEVERITIES.length);

const PLACE: ReadonlyMap<string, number> = new Map(CATALOGUE.map(({ id }, at) => [id, at]));

/** Sure before not, then by severity, by the manifest's order, and by id. */
export const worstFirst = (a: CatalogueFinding, b: CatalogueFinding): number =>
  rank(a) - rank(b) ||
  (PLACE.get(a.ruleId) ?? 0) - (PLACE.get(b.ruleId) ?? 0) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Plain JSON, worst first; of every rule, or of some. */
export const runCatalogue = (
  context: CatalogueContext,
  rules: readonly CatalogueRule[] = CATALOGUE,
): readonly CatalogueFinding[] => rules.flatMap((rule) => evaluated(rule, context)).sort(worstFirst);
