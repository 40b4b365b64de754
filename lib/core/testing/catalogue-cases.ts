/** A table of cases for one rule of the catalogue: what it says of an estate, as `sure ABOUT` or `cannot-tell ABOUT`. */
import { expect, it } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { catalogueContext, type KnownSource } from "#lib/core/findings/catalogue/catalogue-context.ts";
import type { FindingDraft } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import type { CatalogueRule } from "#lib/core/findings/catalogue/catalogue-rule.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import type { Limits } from "#lib/core/plan/quota.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";

interface CatalogueCase {
  readonly name: string;
  readonly observation: Observation;
  readonly stacks?: readonly Stack[];
  readonly sources?: readonly KnownSource[];
  readonly limits?: Limits;
  readonly says: readonly string[];
}

export const evaluateCase = (
  rule: CatalogueRule,
  { observation, stacks = [], sources = [], limits }: Omit<CatalogueCase, "name" | "says">,
): readonly FindingDraft[] =>
  rule.evaluate(
    catalogueContext({
      observation,
      sources,
      stacks: stacks.map((stack) => ({ stack, diff: diffStack(stack, observation) })),
      ...(limits === undefined ? {} : { limits }),
    }),
  );

export const tryCases = (rule: CatalogueRule, cases: readonly CatalogueCase[]): void => {
  it.each(cases)("$name", (each) => {
    const found = evaluateCase(rule, each);
    expect(found.map(({ certainty, about }) => `${certainty} ${about}`).sort()).toStrictEqual(
      [...each.says].sort(),
    );
    for (const { certainty, witness, sentence } of found) {
      expect(sentence).toMatch(/^\S.*\.$/s);
      if (certainty === "sure") expect(witness).not.toBeNull();
    }
  });
};
