import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { lastObservation } from "../read/known-observation.ts";
import type { NewStackWish } from "./new-stack-input.ts";
import { type NewStackPlan, newStackPlan, type StackLifeRefusal } from "./new-stack-plan.ts";

/** What a new stack would be, before anybody asks for it. Changes nothing. */
export async function previewNewStack(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  wish: NewStackWish,
): Promise<Result<Pick<NewStackPlan, "plan" | "effect" | "stack">, StackLifeRefusal>> {
  const observation = await lastObservation(deps.db, wish.scopeId);
  const planned = await deps.db.$transaction((transaction) =>
    newStackPlan(transaction, actor, wish, observation),
  );
  if (!planned.ok) return fail(planned.problem);
  const { plan, effect, stack } = planned.value;
  return succeed({ plan, effect, stack });
}
