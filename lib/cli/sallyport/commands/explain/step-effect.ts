import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { assemblePlan } from "#lib/core/plan/assemble-plan.ts";
import { effect } from "#lib/core/plan/effect.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import type { Modelled } from "../../input/read-modelled.ts";
import { nameOfGroup } from "../../report/names.ts";

/** What some steps alone make possible and impossible, from this state on, and what becomes of open sessions. */
export function effectOf(
  steps: readonly PlanStep[],
  before: Observation,
  { stacks }: Modelled,
): readonly string[] {
  const index = indexObservation(before);
  const [only, ...others] = stacks;
  const name = only !== undefined && others.length === 0 ? only.stack.name : "the stack";
  const plan = assemblePlan(steps, { name: "none", version: 1 }, index);
  const { sentences, warnings, sessions } = effect(plan, before, {
    names: { stack: name, group: nameOfGroup(index), peer: () => null, sharedWith: () => [] },
    removesLastSource: false,
    alreadyOpenBy: null,
  });
  const open = sessions.map(
    ({ line, forecast, why }) =>
      `Sessions of ${line.service} with ${line.peer}: ${forecast.replaceAll("-", " ")}. ${why}`,
  );
  return [...sentences, ...open, ...warnings];
}
