import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";
import type { RuleText } from "#lib/formats/report/rule-texts.ts";
import { type Explanation, section } from "./explanation.ts";

/** A rule of the catalogue by itself: what it looks for, why it matters, which controls it answers. */
export function explainCatalogueRule({ id, title, explanation, severity }: RuleText): Explanation {
  const rule = CATALOGUE.find((each) => each.id === id);
  const controls = (rule?.controls ?? []).flatMap(({ framework, meaning, names }) => [
    { label: framework, text: meaning },
    ...Object.entries(names).map(([version, name]) => ({ label: version, text: name })),
  ]);
  const needs =
    rule === undefined
      ? []
      : [
          rule.needs === "stack"
            ? "It needs the model of a stack: sallyport check --model."
            : "It needs no model: sallyport check.",
        ];
  return {
    subject: { kind: "catalogue-rule", id },
    title,
    sentences: [explanation, `Severity: ${severity}.`, ...needs],
    sections: section("Controls it answers", controls),
  };
}
