import type { CatalogueRule } from "#lib/core/findings/catalogue/catalogue-rule.ts";
import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { LIMITS } from "../../command-line/limit-options.ts";
import { nearestWord } from "../../command-line/nearest-word.ts";
import { type GivenOptions, valueGiven, valuesGiven } from "../../command-line/options.ts";
import { MODEL, STACK } from "../../command-line/shared-options.ts";
import type { InputProblem } from "../../input/input-problem.ts";
import { readModelled } from "../../input/read-modelled.ts";
import { guardrailFindings } from "../../report/finding-of-guardrail.ts";
import { SEVERITIES } from "../../report/report-head.ts";
import type { Command } from "../command.ts";
import { catalogueFindings, checkReport } from "./check-answer.ts";
import { checkDocument } from "./check-document.ts";

function rulesGiven(given: GivenOptions): Result<readonly CatalogueRule[], readonly InputProblem[]> {
  const ids = valuesGiven(given, "rule");
  const known = CATALOGUE.map(({ id }) => id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length === 0)
    return succeed(CATALOGUE.filter(({ id }) => ids.length === 0 || ids.includes(id)));
  return fail(
    unknown.map((id) => {
      const near = nearestWord(id, known);
      const hint = near === null ? `There are: ${known.join(", ")}.` : `Did you mean ${near}?`;
      return { file: "--rule", place: null, reason: `There is no rule ${id}. ${hint}` };
    }),
  );
}

export const checkCommand: Command = {
  name: "check",
  summary: "look for what is wrong in any account: the catalogue of findings",
  usage: "[OPTIONS] [FILE...]",
  description: [
    "Looks at every group for ports open to the Internet in any disguise, stale references, default groups in use, unused groups, quotas and more, each finding with the packet that proves it and what to do.",
    "It needs no model; with one, what the stacks mean is part of it, and their guardrails are judged.",
  ],
  options: [
    MODEL,
    STACK,
    {
      name: "rule",
      value: "ID",
      repeated: true,
      help: "Only this rule of the catalogue; may be given again",
    },
    {
      name: "fail-on",
      value: "SEVERITY",
      among: SEVERITIES,
      help: "Exit with 1 for findings this bad or worse (low unless given); all are shown",
    },
    ...LIMITS,
  ],
  examples: [
    "aws ec2 describe-security-groups | sallyport check",
    "sallyport check --fail-on high --format sarif groups.json interfaces.json",
    "sallyport check --model model/ groups.json interfaces.json vpcs.json",
  ],
  run: async (given, around) => {
    const rules = rulesGiven(given);
    if (!rules.ok) return rules;
    const modelled = await readModelled(given, around);
    if (!modelled.ok) return modelled;
    const asked = valueGiven(given, "fail-on");
    const failOn = SEVERITIES.find((severity) => severity === asked) ?? "low";
    const isGuarded = valuesGiven(given, "rule").length === 0;
    const findings = [
      ...(isGuarded ? guardrailFindings(modelled.value) : []),
      ...catalogueFindings(modelled.value, rules.value),
    ];
    const report = checkReport(modelled.value, findings, rules.value, failOn);
    const { estate, stacks } = modelled.value;
    return succeed({ report, document: checkDocument(report), estate, models: stacks });
  },
};
