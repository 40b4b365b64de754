/** The targets of a question judged, and what was asked cut by what becomes of it. */

import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupedBy } from "#lib/core/grouped-by.ts";
import {
  type FlowSet,
  isEmptyFlows,
  subtractFlows,
  unionAllFlows,
  unionFlows,
} from "#lib/core/net/flow-set.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { ReachVerdict } from "./answer.ts";
import { type End, isGoverned } from "./end.ts";
import { type ReachFlows, reachFlows } from "./reach-flows.ts";
import type { Source } from "./source.ts";

/** Ends that share their groups and VPCs are judged together. */
export interface JudgedClass {
  readonly ends: readonly [End, ...End[]];
  readonly governed: boolean;
  readonly reach: ReachFlows;
}

/** The targets by what they carry, each judged. */
export const judgeTargets = (
  source: Source,
  targets: readonly End[],
  services: ServiceSet,
  index: ObservationIndex,
): JudgedClass[] =>
  [
    ...groupedBy(targets, (end) => `${end.kind} ${end.groupIds.join(" ")} ${end.vpcIds.join(" ")}`).values(),
  ].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const ends = [first, ...others] as const;
    return [{ ends, governed: isGoverned(first), reach: reachFlows(source, ends, services, index) }];
  });

export interface Partition {
  readonly open: FlowSet;
  readonly ungoverned: FlowSet;
  readonly unknown: FlowSet;
  readonly closed: FlowSet;
}

/** What was asked, cut into four that do not overlap. */
export const partition = (asked: FlowSet, classes: readonly JudgedClass[]): Partition => {
  const all = (governed: boolean, side: "surely" | "possibly") =>
    unionAllFlows(classes.filter((each) => each.governed === governed).map(({ reach }) => reach.flows[side]));
  const open = all(true, "surely");
  const ungoverned = subtractFlows(all(false, "surely"), open);
  const sure = unionFlows(open, ungoverned);
  const possible = unionFlows(all(true, "possibly"), all(false, "possibly"));
  return {
    open,
    ungoverned,
    unknown: subtractFlows(possible, sure),
    closed: subtractFlows(asked, unionFlows(possible, sure)),
  };
};

export const verdictOfPartition = ({ open, ungoverned, unknown }: Partition): ReachVerdict => {
  if (!isEmptyFlows(open)) return "yes";
  if (!isEmptyFlows(ungoverned)) return "ungoverned";
  return isEmptyFlows(unknown) ? "no" : "unknown";
};
