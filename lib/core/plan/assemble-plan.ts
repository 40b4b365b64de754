import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { flowChange, touchedSides } from "./flow-change.ts";
import { pinnedState } from "./pinned-state.ts";
import type { PinnedState, Plan, PlanStep } from "./plan.ts";
import { simulateAll } from "./simulate.ts";

/**
 * Steps with what they gain and lose and what they rest on: a plan, ready to be pinned. `alsoPinned`: rules it rests on
 * without touching them.
 */
export function assemblePlan(
  steps: readonly PlanStep[],
  pattern: PinnedState["pattern"],
  index: ObservationIndex,
  alsoPinned: PinnedState["rules"] = [],
): Plan {
  const { observation } = index;
  const after = indexObservation(simulateAll(observation, steps));
  const pinned = pinnedState(steps, pattern, index);
  return {
    accountId: observation.accountId,
    region: observation.region,
    steps,
    pinned: { ...pinned, rules: [...pinned.rules, ...alsoPinned] },
    ...flowChange(touchedSides(steps), index, after),
  };
}
