/**
 * What a plan cuts off on its way though it passes before and after: nothing, unless the request accepted the gap that
 * a full group leaves. By rule, for the sides the plan touches.
 */
import { groupFlows } from "../group/group-flows.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { printFlows } from "../net/flow-line.ts";
import { type FlowSet, intersectFlows, NO_FLOWS, subtractFlows, unionFlows } from "../net/flow-set.ts";
import { type Side, touchedSides } from "./flow-change.ts";
import type { FlowLine, PlanStep } from "./plan.ts";
import { simulate } from "./simulate.ts";
import { addedRule, removedRule } from "./step-rules.ts";

const goesBeforeSomethingComes = (steps: readonly PlanStep[]): boolean => {
  const first = steps.findIndex((step) => removedRule(step) !== null);
  return first >= 0 && steps.slice(first).some((step) => addedRule(step) !== null);
};

export function cutOnTheWay(steps: readonly PlanStep[], before: ObservationIndex): readonly FlowLine[] {
  if (!goesBeforeSomethingComes(steps)) return [];
  const states: ObservationIndex[] = [];
  for (const step of steps) {
    const last = states.at(-1) ?? before;
    states.push(indexObservation(simulate(last.observation, step)));
  }
  const after = states.at(-1) ?? before;
  const flows = ({ groupId, direction }: Side, index: ObservationIndex): FlowSet =>
    groupFlows(groupId, direction, index).surely;
  return touchedSides(steps).flatMap((side) => {
    const lasting = intersectFlows(flows(side, before), flows(side, after));
    const cut = states.reduce(
      (all, state) => unionFlows(all, subtractFlows(lasting, flows(side, state))),
      NO_FLOWS,
    );
    return printFlows(cut).map((line) => ({ ...side, ...line }));
  });
}
