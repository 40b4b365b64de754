/** The steps of a finding's remedy, made when somebody asks for them: planning is dearer than finding. */
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { stackFindings } from "#lib/core/diff/stack-findings.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";
import { removesLastSource } from "#lib/core/plan/last-source.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { planMatch } from "#lib/core/plan/plan-match.ts";
import { revokeStep } from "#lib/core/plan/plan-side.ts";
import { simulateAll } from "#lib/core/plan/simulate.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { type CatalogueContext, catalogueContext } from "./catalogue-context.ts";
import { type CatalogueFinding, type Remedy, SEVERITIES } from "./catalogue-finding.ts";
import { runCatalogue } from "./run-catalogue.ts";

type Steps = Result<readonly PlanStep[], string>;
type Revoke = Extract<Remedy, { kind: "revoke" }>;
type Match = Extract<Remedy, { kind: "match" }>;

const revokeSteps = ({ rules }: Revoke, { index, stacks }: CatalogueContext): Steps => {
  const steps = rules.flatMap(({ groupId, ruleKey }) => revokeStep(groupId, ruleKey, index) ?? []);
  const after = indexObservation(simulateAll(index.observation, steps));
  const shut = stacks.find(({ stack }) => removesLastSource(stack, index, after));
  return shut === undefined
    ? succeed(steps)
    : fail(`After this nobody could open SSH to ${shut.stack.name}. Open a source first.`);
};

const matchSteps = ({ stack, findingIds }: Match, { index, stacks, limits }: CatalogueContext): Steps => {
  const view = stacks.find((each) => each.stack.name === stack);
  if (view === undefined) return fail(`${stack} is no stack of this account and Region.`);
  const diff = diffStack(view.stack, index.observation, index);
  const planned = planMatch(view.stack, diff, index.observation, {
    removeRedundant: true,
    acceptNoSshSource: false,
    acceptQuotaGap: false,
    limits,
    only: new Set(findingIds),
  });
  if (!planned.ok) return fail(planned.problem.sentence);
  const { plan, leftOut } = planned.value;
  const [left] = leftOut;
  return left === undefined ? succeed(plan.steps) : fail(left.because);
};

/** The same account afterwards, as EC2 would report it. */
const contextAfter = (steps: readonly PlanStep[], context: CatalogueContext): CatalogueContext => {
  const observation = simulateAll(context.index.observation, steps);
  const index: ObservationIndex = indexObservation(observation);
  const stacks = context.stacks.map(({ stack }) => ({
    stack,
    diff: stackFindings(stack, observation, index),
  }));
  return catalogueContext({ ...context, observation, index, stacks });
};

/** What would be there afterwards and is not now, and is worse than what was put right; null when nothing is. */
const worseAfter = (
  finding: CatalogueFinding,
  steps: readonly PlanStep[],
  context: CatalogueContext,
): CatalogueFinding | null => {
  const before = new Set(runCatalogue(context).map(({ id }) => id));
  const rank = (each: CatalogueFinding) => SEVERITIES.indexOf(each.severity);
  const after = runCatalogue(contextAfter(steps, context));
  return after.find((each) => !before.has(each.id) && rank(each) < rank(finding)) ?? null;
};

const stepsOf = (remedy: Remedy, context: CatalogueContext): Steps => {
  switch (remedy.kind) {
    case "none":
      return fail(remedy.because);
    case "revoke":
      return revokeSteps(remedy, context);
    case "match":
      return matchSteps(remedy, context);
  }
};

/**
 * The EC2 calls, in order, that put a finding of `runCatalogue(context)` right, or a sentence that says why there are
 * none. Steps that would make way for something worse are not offered.
 */
export const planRemedy = (finding: CatalogueFinding, context: CatalogueContext): Steps => {
  const steps = stepsOf(finding.remedy, context);
  if (!steps.ok) return steps;
  if (steps.value.length === 0) return fail("There is nothing a plan could do here by itself.");
  const worse = worseAfter(finding, steps.value, context);
  return worse === null ? steps : fail(`It would make way for something worse. ${worse.sentence}`);
};
