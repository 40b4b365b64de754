/** A finding: what it rests on, why it is one, and the steps that put it right. */

import { differenceId } from "#lib/core/findings/catalogue/placed-difference.ts";
import { planRemedy } from "#lib/core/findings/catalogue/plan-remedy.ts";
import { runCatalogue } from "#lib/core/findings/catalogue/run-catalogue.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { planMatch } from "#lib/core/plan/plan-match.ts";
import { stepWords } from "#lib/core/plan/step-words.ts";
import type { FindingReport } from "#lib/formats/report/report-parts.ts";
import { RULE_TEXTS } from "#lib/formats/report/rule-texts.ts";
import type { Modelled } from "../../input/read-modelled.ts";
import { catalogueOf } from "../check/check-answer.ts";
import { compare } from "../diff/diff-answer.ts";
import { type Explanation, type Section, section, unlabelled } from "./explanation.ts";
import { effectOf } from "./step-effect.ts";

const stepSections = (steps: readonly PlanStep[], modelled: Modelled): Section[] => [
  ...section(
    "Put right by",
    steps.map((step, at) => ({ label: `${at + 1}.`, text: stepWords(step) })),
  ),
  ...section("Which does", unlabelled(effectOf(steps, modelled.estate.observation, modelled))),
];

const notPlanned = (reason: string): Section[] => section("No steps, because", unlabelled([reason]));

/** Of a stack's difference: planned as `sallyport plan` would, for this finding alone. Null for any other finding. */
function matchSections(finding: FindingReport, modelled: Modelled): Section[] | null {
  const { observation } = modelled.estate;
  for (const model of modelled.stacks) {
    const { diff } = compare(model, modelled.estate);
    const own = diff.findings.find((each) => differenceId(each, model.stack) === finding.id);
    if (own === undefined) continue;
    const lines =
      "lines" in own ? own.lines.map(({ peer, service }) => ({ label: service, text: peer })) : [];
    const planned = planMatch(model.stack, diff, observation, {
      removeRedundant: true,
      acceptNoSshSource: false,
      acceptQuotaGap: false,
      limits: limitsInForce(observation),
      only: new Set([own.id]),
    });
    const flows = section("The flows it is about", lines);
    if (!planned.ok) return [...flows, ...notPlanned(planned.problem.sentence)];
    const [left] = planned.value.leftOut;
    const { steps } = planned.value.plan;
    return [...flows, ...(left === undefined ? stepSections(steps, modelled) : notPlanned(left.because))];
  }
  return null;
}

function catalogueSections(id: string, modelled: Modelled): Section[] {
  const context = catalogueOf(modelled);
  const finding = runCatalogue(context).find((each) => each.id === id);
  if (finding === undefined) return [];
  const steps = planRemedy(finding, context);
  return steps.ok ? stepSections(steps.value, modelled) : notPlanned(steps.problem);
}

export function explainFinding(finding: FindingReport, modelled: Modelled): Explanation {
  const { id, rule, severity, certainty, sentence, witness, ruleKeys, ruleIds, groupIds, controls } = finding;
  const text = RULE_TEXTS.get(rule);
  return {
    subject: { kind: "finding", id },
    title: sentence,
    sentences: [
      ...(text === undefined ? [] : [`${text.title}. ${text.explanation}`]),
      certainty === "sure"
        ? `It is certain, and ${severity}.`
        : "It cannot be told: what decides it was not given. It is neither good nor bad until then.",
    ],
    sections: [
      ...section("Witness", witness === null ? [] : unlabelled([witness.text])),
      ...section("Rules", unlabelled([...ruleKeys, ...ruleIds])),
      ...section("Groups", unlabelled(groupIds)),
      ...section("Controls it answers", unlabelled(controls)),
      ...(matchSections(finding, modelled) ?? catalogueSections(id, modelled)),
    ],
  };
}
