/** Two observations of one account and Region beside each other: groups, rules, who carries what, flows by rule. */
import type { Observation, ObservedPart } from "#lib/core/group/observation.ts";
import { OBSERVED_PARTS } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { compareGroups, type GroupComparison } from "./compare-groups.ts";
import { compareInterfaces, type InterfaceComparison } from "./compare-interfaces.ts";

export interface ObservationComparison {
  readonly groups: readonly GroupComparison[];
  readonly interfaces: readonly InterfaceComparison[];
  /** Kinds of thing that were not read whole at one of the moments: what came or went of them is not certain. */
  readonly unread: readonly ObservedPart[];
  /** Groups whose rules were not read at one of the moments. */
  readonly unreadGroupIds: readonly string[];
}

export const compareObservations = (before: Observation, after: Observation): ObservationComparison => ({
  groups: compareGroups(indexObservation(before), indexObservation(after)),
  interfaces: compareInterfaces(before, after),
  unread: OBSERVED_PARTS.filter((part) => !before.parts[part].complete || !after.parts[part].complete),
  unreadGroupIds: [
    ...new Set(
      [...before.groups, ...after.groups].flatMap(({ groupId, rulesKnown }) => (rulesKnown ? [] : [groupId])),
    ),
  ].sort(),
});
