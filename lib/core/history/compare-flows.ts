/** What one group allows in one direction at two moments, by rule. */
import { type Bounds, unknownPart } from "#lib/core/group/bounds.ts";
import { type FlowSet, isEmptyFlows, subtractFlows, unionFlows } from "#lib/core/net/flow-set.ts";

/** Three sets that have no flow in common. */
export interface FlowComparison {
  /** Surely allowed after, surely not before. */
  readonly gained: FlowSet;
  /** Surely allowed before, surely not after. */
  readonly lost: FlowSet;
  /** Nobody could tell at one of the moments: gained, lost or neither. */
  readonly unknown: FlowSet;
}

export const compareFlows = (before: Bounds, after: Bounds): FlowComparison => ({
  gained: subtractFlows(after.surely, before.possibly),
  lost: subtractFlows(before.surely, after.possibly),
  unknown: unionFlows(unknownPart(before), unknownPart(after)),
});

/** Whether a change is certain. */
export const isChange = ({ gained, lost }: FlowComparison): boolean =>
  !isEmptyFlows(gained) || !isEmptyFlows(lost);
