import { fail, type Result, succeed } from "#lib/core/result.ts";
import { stackObservation } from "../change/stack-observation.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type RetirePlan, type RetireRefusal, type RetireWish, retirePlan } from "./retire-plan.ts";

/** What retiring a stack would do, before anybody asks for it. Changes nothing. */
export async function previewRetire(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  wish: RetireWish,
): Promise<Result<Pick<RetirePlan, "plan" | "effect" | "kept">, RetireRefusal>> {
  const observation = await stackObservation(deps.db, wish.stackId);
  const planned = await deps.db.$transaction((transaction) =>
    retirePlan(transaction, actor, wish, observation),
  );
  if (!planned.ok) return fail(planned.problem);
  const { plan, effect, kept } = planned.value;
  return succeed({ plan, effect, kept });
}
