/** The steps of a finding's remedy, made when somebody asks for them: planning is dearer than finding. */

import { indexObservation } from "#lib/core/group/observation-index.ts";
import { removesLastSource } from "#lib/core/plan/last-source.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { planMatch } from "#lib/core/plan/plan-match.ts";
import { revokeStep } from "#lib/core/plan/plan-side.ts";
import { simulateAll } from "#lib/core/plan/simulate.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { CatalogueContext } from "./catalogue-context.ts";
import type { Remedy } from "./catalogue-finding.ts";

type Revoke = Extract<Remedy, { kind: "revoke" }>;
type Match = Extract<Remedy, { kind: "match" }>;

const revokeSteps = ({ rules }: Revoke, context: CatalogueContext): Result<readonly PlanStep[], string> => {
  const { index, stacks } = context;
  const steps = rules.flatMap(({ groupId, ruleKey }) => revokeStep(groupId, ruleKey, index) ?? []);
  const after = indexObservation(simulateAll(index.observation, steps));
  const shut = stacks.find(({ stack }) => removesLastSource(stack, index, after));
  return shut === undefined
    ? succeed(steps)
    : fail(`After this nobody could open SSH to ${shut.stack.name}. Open a source first.`);
};

const matchSteps = (
  { stack, findingIds }: Match,
  { index, stacks, limits }: CatalogueContext,
): Result<readonly PlanStep[], string> => {
  const view = stacks.find((each) => each.stack.name === stack);
  if (view === undefined) return fail(`${stack} is no stack of this account and Region.`);
  const planned = planMatch(view.stack, view.diff, index.observation, {
    removeRedundant: true,
    acceptNoSshSource: false,
    acceptQuotaGap: false,
    limits,
    only: new Set(findingIds),
  });
  if (!planned.ok) return fail(planned.problem.sentence);
  const { plan, leftOut } = planned.value;
  const [left] = leftOut;
  return left !== undefined && plan.steps.length === 0 ? fail(left.because) : succeed(plan.steps);
};

/** The EC2 calls, in order, that put a finding right; or a sentence that says why there are none. */
export const planRemedy = (
  remedy: Remedy,
  context: CatalogueContext,
): Result<readonly PlanStep[], string> => {
  switch (remedy.kind) {
    case "none":
      return fail(remedy.because);
    case "revoke":
      return revokeSteps(remedy, context);
    case "match":
      return matchSteps(remedy, context);
  }
};
