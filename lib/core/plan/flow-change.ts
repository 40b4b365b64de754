/** Flows gained and lost by rule between two observations, for the groups that steps touch. */
import { type Bounds, isKnown } from "../group/bounds.ts";
import { peerText } from "../group/canonical-rule.ts";
import { groupFlows } from "../group/group-flows.ts";
import type { Direction, ObservedRule } from "../group/observation.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { ruleFlows } from "../group/rule-flows.ts";
import { ruleServices } from "../group/rule-services.ts";
import { printFlows } from "../net/flow-line.ts";
import { subtractFlows } from "../net/flow-set.ts";
import { printServices } from "../net/service-text.ts";
import type { FlowLine, PlanStep } from "./plan.ts";
import { directionOfStep } from "./step-rules.ts";

export interface FlowChange {
  readonly gained: readonly FlowLine[];
  readonly lost: readonly FlowLine[];
}

/** A group in one direction: where rules live. */
export interface Side {
  readonly groupId: string;
  readonly direction: Direction;
}

/** The sides whose rules the steps add or remove, with their group or one by one, in a fixed order. */
export function touchedSides(steps: readonly PlanStep[]): readonly Side[] {
  const sides = new Map<string, Side>();
  const touch = (side: Side) => sides.set(`${side.groupId} ${side.direction}`, side);
  for (const step of steps) {
    if (step.action === "authorize" || step.action === "revoke" || step.action === "modify") {
      touch({ groupId: step.groupId, direction: directionOfStep(step) });
    }
    if (step.action === "create-group" || step.action === "delete-group") {
      for (const direction of ["ingress", "egress"] as const) touch({ groupId: step.groupId, direction });
    }
  }
  return [...sides.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, side]) => side);
}

const rulesOf = ({ groupId, direction }: Side, index: ObservationIndex): readonly ObservedRule[] =>
  (index.groups.get(groupId)?.rules ?? []).filter((rule) => rule.direction === direction);

/**
 * A rule whose flows nobody can tell (an unreadable prefix list) is named by its own peer: it never goes unmentioned.
 */
function untold(side: Side, here: ObservationIndex, there: ObservationIndex): FlowLine[] {
  const group = here.groups.get(side.groupId);
  if (group === undefined) return [];
  const other = new Set(rulesOf(side, there).map((rule) => JSON.stringify(rule.peer)));
  return rulesOf(side, here).flatMap((rule) => {
    if (isKnown(ruleFlows(rule, group, here)) || other.has(JSON.stringify(rule.peer))) return [];
    const peer = peerText(rule.peer);
    return printServices(ruleServices(rule).possibly).map((service) => ({ ...side, peer, service }));
  });
}

const lines = (side: Side, more: Bounds, less: Bounds): FlowLine[] =>
  printFlows(subtractFlows(more.surely, less.surely)).map((line) => ({ ...side, ...line }));

export function flowChange(
  sides: readonly Side[],
  before: ObservationIndex,
  after: ObservationIndex,
): FlowChange {
  const change = (here: ObservationIndex, there: ObservationIndex) =>
    sides.flatMap((side) => [
      ...lines(
        side,
        groupFlows(side.groupId, side.direction, here),
        groupFlows(side.groupId, side.direction, there),
      ),
      ...untold(side, here, there),
    ]);
  return { gained: change(after, before), lost: change(before, after) };
}
