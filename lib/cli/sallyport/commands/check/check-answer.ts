/** The catalogue on what was given, with the model where there is one. */
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { type CatalogueContext, catalogueContext } from "#lib/core/findings/catalogue/catalogue-context.ts";
import type { CatalogueRule } from "#lib/core/findings/catalogue/catalogue-rule.ts";
import { runCatalogue } from "#lib/core/findings/catalogue/run-catalogue.ts";
import { printPeer } from "#lib/formats/pattern/peer-text.ts";
import type { CheckReport } from "#lib/formats/report/check-report.ts";
import { findingOfCatalogue } from "#lib/formats/report/finding-of-catalogue.ts";
import type { FindingReport } from "#lib/formats/report/report-parts.ts";
import type { Modelled } from "../../input/read-modelled.ts";
import { PLANNED } from "../../report/finding-of-diff.ts";
import { judgedGuardrails } from "../../report/finding-of-guardrail.ts";
import { reportHead, verdictOf } from "../../report/report-head.ts";

export const catalogueOf = ({ estate, stacks }: Modelled): CatalogueContext => {
  const { observation, index } = estate;
  return catalogueContext({
    observation,
    index,
    stacks: stacks.map(({ stack }) => ({ stack, diff: diffStack(stack, observation, index) })),
    sources: stacks.flatMap(({ standing }) =>
      standing.map(({ name, peer, owner }) => ({ name, value: printPeer(peer), ownerName: owner })),
    ),
  });
};

export const catalogueFindings = (modelled: Modelled, rules: readonly CatalogueRule[]): FindingReport[] =>
  runCatalogue(catalogueOf(modelled))
    .filter(({ ruleId }) => rules.some(({ id }) => id === ruleId))
    .map((finding) => findingOfCatalogue(finding, modelled.estate.index, PLANNED));

const guardrailsOf = (modelled: Modelled): CheckReport["guardrails"] =>
  judgedGuardrails(modelled).map(({ stack, result: { text, state, sentence } }) => ({
    stack,
    guardrail: text,
    state,
    sentence,
  }));

export function checkReport(
  modelled: Modelled,
  findings: readonly FindingReport[],
  rules: readonly CatalogueRule[],
  failOn: CheckReport["failOn"],
): CheckReport {
  return {
    ...reportHead(modelled.estate, findings, verdictOf(findings, failOn)),
    command: "check",
    failOn,
    rules: rules.map(({ id }) => id),
    stacks: modelled.stacks.map(({ stack }) => stack.name),
    guardrails: guardrailsOf(modelled),
    passedOver: [...modelled.passedOver],
  };
}
