import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { ExplainReport } from "#lib/formats/report/explain-report.ts";
import { RULE_TEXTS } from "#lib/formats/report/rule-texts.ts";
import { LIMITS } from "../../command-line/limit-options.ts";
import { nearestWord } from "../../command-line/nearest-word.ts";
import { MODEL, STACK } from "../../command-line/shared-options.ts";
import type { InputProblem } from "../../input/input-problem.ts";
import type { Estate } from "../../input/read-estate.ts";
import { type Modelled, readModelled } from "../../input/read-modelled.ts";
import { ownVersion } from "../../own-files.ts";
import { guardrailFindings } from "../../report/finding-of-guardrail.ts";
import { observedReport } from "../../report/report-head.ts";
import { catalogueFindings } from "../check/check-answer.ts";
import type { Answer, Command } from "../command.ts";
import { compare } from "../diff/diff-answer.ts";
import { explainCatalogueRule } from "./explain-catalogue-rule.ts";
import { explainFinding } from "./explain-finding.ts";
import { explainGroup } from "./explain-group.ts";
import { explainRule, findRule } from "./explain-rule.ts";
import { explainStep } from "./explain-step.ts";
import { type Explanation, explainDocument } from "./explanation.ts";

type Problems = readonly InputProblem[];

const unknownThing = (what: string, reason: string) => fail<Problems>([{ file: what, place: null, reason }]);

function explainGiven(what: string, modelled: Modelled): Result<Explanation, Problems> {
  const step = /^step ([1-9]\d{0,3})$/.exec(what)?.[1];
  if (step !== undefined) {
    const explained = explainStep(Number(step), modelled);
    return explained.ok ? explained : unknownThing(what, explained.problem);
  }
  const rule = findRule(what, modelled);
  if (rule !== null) return succeed(explainRule(rule, modelled));
  const found = catalogueFindings(modelled, CATALOGUE);
  const differences = modelled.stacks.flatMap((stack) => compare(stack, modelled.estate).findings);
  const finding = [...differences, ...guardrailFindings(modelled), ...found].find(({ id }) => id === what);
  if (finding !== undefined) return succeed(explainFinding(finding, modelled));
  const group = explainGroup(what, modelled, found);
  if (group !== null) return succeed(group);
  const near = nearestWord(what, [...RULE_TEXTS.keys(), ...modelled.estate.index.groups.keys()]);
  return unknownThing(
    what,
    `Nothing that was given has this name.${near === null ? "" : ` Did you mean ${near}?`} Findings, groups (sg-), rules (sgr-, or "sg-... KEY"), "step N" and rules of the catalogue can be explained.`,
  );
}

function answer(explanation: Explanation, estate: Estate | null, models: Answer["models"]): Answer {
  const report: ExplainReport = {
    format: "sallyport-report@1",
    tool: { name: "sallyport", version: ownVersion() },
    verdict: "in-line",
    observed: estate === null ? null : observedReport(estate),
    findings: [],
    command: "explain",
    subject: explanation.subject,
    title: explanation.title,
    sentences: [...explanation.sentences],
    sections: [...explanation.sections],
  };
  return { report, document: explainDocument(report), estate, models };
}

export const explainCommand: Command = {
  name: "explain",
  summary: "say in words what a finding, a rule, a group or a step is, and why",
  usage: "WHAT [OPTIONS] [FILE...]",
  description: [
    'WHAT is the id of a finding, a group (sg-...), a rule (sgr-..., or its group and key in quotes), a step of the plan ("step 2"), or a rule of the catalogue, which needs no files.',
  ],
  options: [MODEL, STACK, ...LIMITS],
  examples: [
    "sallyport explain world-open-admin-port",
    "sallyport explain sg-0123456789abcdea1 --model model/ groups.json interfaces.json",
    'sallyport explain "sg-0123456789abcdea1 ingress tcp 20:25 0.0.0.0/1" --model model/ groups.json',
    'sallyport explain "step 2" --model model/ groups.json interfaces.json vpcs.json',
  ],
  run: async (given, around) => {
    const [what, ...files] = given.positionals;
    if (what === undefined)
      return unknownThing(
        "explain",
        `Say what: ${[...RULE_TEXTS.keys()].sort().join(", ")}, or a finding, group, rule or step.`,
      );
    const text = RULE_TEXTS.get(what);
    if (text !== undefined) return succeed(answer(explainCatalogueRule(text), null, []));
    const modelled = await readModelled({ ...given, positionals: files }, around);
    if (!modelled.ok) return modelled;
    const explanation = explainGiven(what, modelled.value);
    if (!explanation.ok) return explanation;
    return succeed(answer(explanation.value, modelled.value.estate, modelled.value.stacks));
  },
};
