/** One change request for all that a review revoked in one account and Region: others approve it. */
import { requirementFor } from "#lib/core/approval/requirement.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { assemblePlan } from "#lib/core/plan/assemble-plan.ts";
import { effect } from "#lib/core/plan/effect.ts";
import { removesLastSource } from "#lib/core/plan/last-source.ts";
import type { Effect, PlanStep } from "#lib/core/plan/plan.ts";
import { simulateAll } from "#lib/core/plan/simulate.ts";
import { conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { stackPolicy } from "../apply/stack-policy.ts";
import { type CreatedChange, createChange } from "../change/create-change.ts";
import { guardedStacks, namesFor } from "../change/stack-context.ts";
import { databaseTime } from "../database-time.ts";
import { readPolicy } from "../model/read-policy.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { stackModelsForEnds } from "../read/stack-model.ts";
import { type EndingRule, endingStepsOf, type Leaving, type StackSteps } from "./ending-steps.ts";

export interface Revocation {
  readonly review: { readonly number: number; readonly name: string };
  readonly scopeId: string;
  readonly grants: number;
  readonly sources: number;
  /** Exceptions to findings, by their stacks; null where the finding belongs to none. */
  readonly exceptions: readonly (string | null)[];
  /** What the review calls each thing it revoked. */
  readonly titles: readonly string[];
  readonly rules: readonly EndingRule[];
  readonly leaving: Leaving;
  /** What EC2 said last about that account and Region. */
  readonly observation: Observation;
  /** "Nobody may be able to open SSH afterwards." */
  readonly acceptNoSshSource: boolean;
}

const counted = (many: number, one: string): string[] =>
  many === 0 ? [] : [`${many} ${one}${many === 1 ? "" : "s"}`];

/** Stacks that nobody could open SSH to afterwards. */
function shut(stacks: readonly StackSteps[], observation: Observation): readonly string[] {
  const steps = stacks.flatMap((each) => each.steps);
  const [before, after] = [indexObservation(observation), indexObservation(simulateAll(observation, steps))];
  return stacks.flatMap(({ model }) =>
    removesLastSource(model.stack, before, after) ? [model.stack.name] : [],
  );
}

const joined = (effects: readonly Effect[], more: readonly string[]): Effect => ({
  gained: effects.flatMap(({ gained }) => gained),
  lost: effects.flatMap(({ lost }) => lost),
  sentences: [...new Set([...effects.flatMap(({ sentences }) => sentences), ...more])],
  interfaceIds: [...new Set(effects.flatMap(({ interfaceIds }) => interfaceIds))].sort(),
  instanceIds: [...new Set(effects.flatMap(({ instanceIds }) => instanceIds))].sort(),
  sessions: effects.flatMap(({ sessions }) => sessions),
  guardrails: effects.flatMap(({ guardrails }) => guardrails),
  warnings: [...new Set(effects.flatMap(({ warnings }) => warnings))],
});

/** Said stack by stack, each in its own names. */
async function effectOf(
  transaction: Transaction,
  stacks: readonly StackSteps[],
  observation: Observation,
  left: readonly string[],
  titles: readonly string[],
): Promise<Effect> {
  const index = indexObservation(observation);
  const effects: Effect[] = [];
  for (const { model, steps } of stacks) {
    if (steps.length === 0) continue;
    const { name, version } = model.stack.pattern;
    effects.push(
      effect(assemblePlan(steps, { name, version }, index), observation, {
        names: await namesFor(transaction, model, observation),
        removesLastSource: left.includes(model.stack.name),
        alreadyOpenBy: null,
        guarded: await guardedStacks(transaction, model),
      }),
    );
  }
  const nothing = effects.length === 0 ? ["Nothing changes on EC2."] : [];
  return joined(effects, [...nothing, ...titles.map((title) => `Revoked: ${title}.`)]);
}

/** The stacks that a change is about beside those whose rules it touches: those of its exceptions. */
async function stacksOfExceptions(
  transaction: Transaction,
  { exceptions, scopeId }: Revocation,
  known: readonly StackSteps[],
): Promise<readonly StackSteps[]> {
  if (exceptions.length === 0) return [];
  return (await stackModelsForEnds(transaction))
    .filter((model) => model.scopeId === scopeId && exceptions.includes(model.id))
    .filter(({ id }) => !known.some(({ model }) => model.id === id))
    .map((model) => ({ model, steps: [] }));
}

/** About its first stack; about the account and Region where only exceptions of no stack were revoked. */
export async function proposeRevocation(
  transaction: Transaction,
  deps: Pick<Deps, "queue">,
  actor: PersonActor,
  revocation: Revocation,
): Promise<Result<CreatedChange, Refusal>> {
  const { rules, leaving, observation, review, grants, sources, exceptions } = revocation;
  const ending = await endingStepsOf(transaction, rules, leaving, observation);
  if (!ending.ok) return fail(conflict(ending.problem.sentence));
  const more = await stacksOfExceptions(transaction, revocation, ending.value);
  const stacks = [...ending.value, ...more].sort((a, b) =>
    a.model.stack.name < b.model.stack.name ? -1 : 1,
  );
  const model = stacks[0]?.model ?? null;
  const left = shut(stacks, observation);
  if (left.length > 0 && !revocation.acceptNoSshSource) {
    const names = left.join(", ");
    return fail(
      conflict(
        `After this nobody could open SSH to ${names}. Keep one of its sources, or say that this is meant.`,
      ),
    );
  }
  const steps: readonly PlanStep[] = stacks.flatMap((each) => each.steps);
  const { name, version } = model?.stack.pattern ?? { name: "", version: 0 };
  const policy =
    model === null ? (await readPolicy(transaction)).policy : await stackPolicy(transaction, model.id);
  const now = await databaseTime(transaction);
  const what = [
    ...counted(grants, "grant"),
    ...counted(sources, "standing source"),
    ...counted(exceptions.length, "exception"),
  ].join(", ");
  return succeed(
    await createChange(transaction, deps, actor, {
      kind: "review",
      stackId: model?.id ?? null,
      ...(model === null ? { scopeId: revocation.scopeId } : {}),
      beneficiaryId: actor.personId,
      title: `Take away what access review #${review.number} revoked: ${what}`,
      reason: `Access review #${review.number}: ${review.name}`,
      plan: assemblePlan(steps, { name, version }, indexObservation(observation)),
      effect: await effectOf(transaction, stacks, observation, left, revocation.titles),
      requirement: requirementFor({ kind: "review", removesLastSource: left.length > 0 }, policy.answers),
      answerBy: new Date(now.getTime() + policy.answerWithinSeconds * 1_000),
      requestKey: null,
    }),
  );
}
