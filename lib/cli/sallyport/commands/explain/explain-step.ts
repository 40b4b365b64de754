/** A step of the plan: what it does, why it stands where it stands, and which findings it answers. */

import { differenceId } from "#lib/core/findings/catalogue/placed-difference.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { planMatch } from "#lib/core/plan/plan-match.ts";
import { simulateAll } from "#lib/core/plan/simulate.ts";
import { stepWords } from "#lib/core/plan/step-words.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { ModelStack } from "../../input/read-model.ts";
import type { Modelled } from "../../input/read-modelled.ts";
import { compare } from "../diff/diff-answer.ts";
import { awsCommands, shellLine } from "../plan/aws-commands.ts";
import { type Explanation, section, unlabelled } from "./explanation.ts";
import { effectOf } from "./step-effect.ts";

const WHY: Readonly<Record<PlanStep["action"], string>> = {
  authorize:
    "It opens. All that opens comes before all that closes, so that on the way everything is open that was open before and after.",
  revoke:
    "It closes, by the rule's exact properties: a rule that somebody edited meanwhile no longer matches, and stays. It comes after all that opens, where the quota leaves room.",
  modify:
    "It rewrites a rule in place, because the quota leaves no room for the new rule beside the old one.",
  describe: "It changes a rule's description and tags, and no flow.",
  "set-interface-groups":
    "It replaces the whole list of groups of an interface, which EC2 does without comparing. It comes once those groups are as they should be.",
  "create-group":
    "It makes a group. EC2 opens its egress to everything, which a later step closes where the pattern says so.",
  "delete-group": "It deletes a group, once nothing carries or names it.",
};

function answered(model: ModelStack, step: PlanStep, modelled: Modelled): string[] {
  const { estate } = modelled;
  const { diff, findings } = compare(model, estate);
  const same = JSON.stringify(step);
  const ids = diff.findings
    .filter(({ id }) => {
      const options = { ...OPTIONS, limits: limitsInForce(estate.observation), only: new Set([id]) };
      const alone = planMatch(model.stack, diff, estate.observation, options);
      return alone.ok && alone.value.plan.steps.some((each) => JSON.stringify(each) === same);
    })
    .map((finding) => differenceId(finding, model.stack));
  return findings.filter(({ id }) => ids.includes(id)).map(({ sentence }) => sentence);
}

const OPTIONS = { removeRedundant: true, acceptNoSshSource: true, acceptQuotaGap: true };

/** `which` counts from 1, as `sallyport plan` prints it. */
export function explainStep(which: number, modelled: Modelled): Result<Explanation, string> {
  const [model, ...others] = modelled.stacks;
  if (model === undefined) return fail("A step is part of a plan: give --model PATH.");
  if (others.length > 0) return fail("Each stack has steps of its own: say which with --stack NAME.");
  const { observation } = modelled.estate;
  const { diff } = compare(model, modelled.estate);
  const limits = limitsInForce(observation);
  const asPrinted = { removeRedundant: false, acceptNoSshSource: true, acceptQuotaGap: false, limits };
  const proposal = planMatch(model.stack, diff, observation, asPrinted);
  if (!proposal.ok) return fail(proposal.problem.sentence);
  const { steps } = proposal.value.plan;
  const step = steps[which - 1];
  if (step === undefined)
    return fail(
      `The plan of ${model.stack.name} has ${steps.length} ${steps.length === 1 ? "step" : "steps"}.`,
    );
  const before = simulateAll(observation, steps.slice(0, which - 1));
  return succeed({
    subject: { kind: "step", id: `step ${which}` },
    title: `${which} of ${steps.length}: ${stepWords(step)}`,
    sentences: [WHY[step.action]],
    sections: [
      ...section("Answers", unlabelled(answered(model, step, modelled))),
      ...section("Alone, it does", unlabelled(effectOf([step], before, modelled))),
      ...section("With the AWS CLI", unlabelled(awsCommands(step).map(shellLine))),
    ],
  });
}
