/**
 * All that breaks a guardrail, surely and perhaps, target by target: what gets in at one target may be kept out at the next, so that
 * what is broken already can break further with no packet that was not seen before.
 */
import { atMost, type Bounds } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupedBy } from "#lib/core/grouped-by.ts";
import {
  type FlowSet,
  flowsWithGroups,
  isEmptyFlows,
  isSubsetOfFlows,
  NO_FLOWS,
  unionAllFlows,
} from "#lib/core/net/flow-set.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { End } from "#lib/core/reach/end.ts";
import { symbolOf } from "#lib/core/reach/source.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Guardrail, Stack } from "#lib/core/tier/pattern.ts";
import { beyondSources, type SourcesWithin } from "./beyond-sources.ts";
import { type DoorReading, type FlowGuardrail, isDoorKnown, pairOfGuardrail } from "./guarded-ends.ts";
import { servicesOfGuardrail } from "./guardrail-services.ts";
import { judgeAlike } from "./judge-alike.ts";
import { missingAddresses } from "./missing-addresses.ts";
import { missingPairs } from "./missing-pairs.ts";

/** What gets through and must not; or does not and must. */
export interface Breach {
  /** An interface, or a group: one that nobody carries, or whose own rules are judged. */
  readonly target: string;
  /** The groups the target carries, or the group itself. */
  readonly groupIds: readonly string[];
  readonly flows: Bounds;
}

const breachAt = (end: End, flows: Bounds): Breach => ({
  target: symbolOf(end),
  groupIds: end.groupIds,
  flows,
});

const ofFlows = (
  guardrail: FlowGuardrail,
  stack: Stack,
  index: ObservationIndex,
  door: DoorReading,
): Breach[] => {
  const pair = pairOfGuardrail(guardrail, stack, index, door);
  if (!pair.ok) return [];
  const { source, targets } = pair.value;
  const services = servicesOfGuardrail(guardrail);
  if (guardrail.kind === "always" && source.kind === "ends")
    return missingPairs(source.ends, targets, services, index).map(({ source, target, lacking }) => {
      const from = (some: ServiceSet) => flowsWithGroups([symbolOf(source)], some);
      return breachAt(target, { surely: from(lacking.surely), possibly: from(lacking.possibly) });
    });
  const classes = judgeAlike(source, targets, services, index);
  return guardrail.kind === "always"
    ? missingAddresses(source, classes, services, index).map(({ target, lacking }) =>
        breachAt(target, lacking),
      )
    : classes.flatMap(({ ends, reach }) => ends.map((end) => breachAt(end, reach.flows)));
};

/** Broken is what is so whoever comes in at the door; perhaps, what is so if only those do who surely may. */
const atTheDoor = (guardrail: FlowGuardrail, stack: Stack, index: ObservationIndex): Breach[] => {
  const least = ofFlows(guardrail, stack, index, "possibly");
  if (isDoorKnown(stack, index)) return least;
  const most = ofFlows(guardrail, stack, index, "surely");
  return [...least, ...most.map((breach) => ({ ...breach, flows: atMost(breach.flows.possibly) }))];
};

const ofSources = (guardrail: SourcesWithin, stack: Stack, index: ObservationIndex): Breach[] =>
  groupsOfTier(stack.bindings, guardrail.tier).map((groupId) => ({
    target: groupId,
    groupIds: [groupId],
    flows: beyondSources(guardrail, [groupId], index),
  }));

/** None where it surely holds. */
export const breachesOf = (guardrail: Guardrail, stack: Stack, index: ObservationIndex): Breach[] =>
  (guardrail.kind === "sources-within"
    ? ofSources(guardrail, stack, index)
    : atTheDoor(guardrail, stack, index)
  ).filter(({ flows }) => !isEmptyFlows(flows.possibly));

/** Several of one target are one. */
const byKey = (
  breaches: readonly Breach[],
  side: keyof Bounds,
  keysOf: (breach: Breach) => Iterable<string>,
): ReadonlyMap<string, FlowSet> => {
  const keyed = breaches.flatMap((breach) => Array.from(keysOf(breach), (key) => ({ key, breach })));
  const groups = groupedBy(keyed, ({ key }) => key);
  return new Map(
    [...groups].map(
      ([key, all]) => [key, unionAllFlows(all.map(({ breach }) => breach.flows[side]))] as const,
    ),
  );
};

/**
 * The targets at which more breaks it than did before, or perhaps more than perhaps did. A group that nobody carries any
 * more stands for those who did: that the last of them leaves lets nothing through.
 */
export const moreBreachedAt = (
  before: readonly Breach[],
  after: readonly Breach[],
  side: keyof Bounds,
): string[] => {
  const known = byKey(before, side, ({ target, groupIds }) => new Set([target, ...groupIds]));
  return [...byKey(after, side, ({ target }) => [target])].flatMap(([target, flows]) =>
    isSubsetOfFlows(flows, known.get(target) ?? NO_FLOWS) ? [] : [target],
  );
};
