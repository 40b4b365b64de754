/**
 * What one tier of a stack lacks and exceeds in one direction, as exact sets, by rule.
 *
 * A tier played by several groups is judged by what its interfaces get. Missing: what any carried combination of its
 * groups lacks. Excess: what any of its groups allows beyond the model, carried today or not.
 */
import { type Bounds, exactly, isExact, NO_BOUNDS, unionBounds } from "#lib/core/group/bounds.ts";
import { groupFlows } from "#lib/core/group/group-flows.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import {
  type FlowSet,
  flowsWithGroups,
  isEmptyFlows,
  NO_FLOWS,
  subtractFlows,
  unionAllFlows,
  unionFlows,
} from "#lib/core/net/flow-set.ts";
import { NO_SERVICES, subtractServices, unionServices } from "#lib/core/net/service-set.ts";
import { type CarriedSets, carriedSets } from "#lib/core/tier/carried-sets.ts";
import { groupsOfTier, type MeantFlows, meantFlows, type TierReference } from "#lib/core/tier/meant-flows.ts";
import type { Stack, Tier } from "#lib/core/tier/pattern.ts";

/** What interfaces that carry exactly these groups of the tier lack. */
export interface Shortfall {
  /** Never empty; the first is the one to write to. */
  readonly carried: readonly string[];
  readonly flows: FlowSet;
}

export interface TierComparison {
  readonly groupIds: readonly string[];
  readonly carried: CarriedSets;
  readonly allowed: Bounds;
  /** Everything that must be there, references to other tiers included. */
  readonly required: Bounds;
  /** The union over the tier's groups. */
  readonly actual: Bounds;
  /** Certainly missing, by carried combination. */
  readonly shortfalls: readonly Shortfall[];
  /** Certainly missing: the union of the shortfalls. */
  readonly missing: FlowSet;
  readonly maybeMissing: FlowSet;
  /** Certainly beyond the model. */
  readonly excess: FlowSet;
  readonly maybeExcess: FlowSet;
}

type Managed = Exclude<MeantFlows, { mode: "unmanaged" }>;

/**
 * What one reference lacks: for each combination that the other tier's interfaces carry, one group must be let in.
 * While nobody knows what they carry, nobody knows which group that is.
 */
const lackingReference = (
  reference: TierReference,
  others: readonly (readonly string[])[],
  have: FlowSet,
): FlowSet[] =>
  others.flatMap((carried) => {
    const [first] = carried;
    if (first === undefined) return [];
    const open = have.groups
      .filter((group) => carried.includes(group.groupId))
      .reduce((services, group) => unionServices(services, group.services), NO_SERVICES);
    return [flowsWithGroups([first], subtractServices(reference.services, open))];
  });

const lacking = (meant: Managed, have: Bounds, certainly: boolean, index: ObservationIndex): FlowSet => {
  const open = certainly ? have.possibly : have.surely;
  const required = certainly ? meant.required.surely : meant.required.possibly;
  const references = meant.references.flatMap((reference) => {
    const others = carriedSets(reference.groupIds, index);
    if (certainly && !others.known) return [];
    return lackingReference(reference, others.possibly, open);
  });
  return unionAllFlows([subtractFlows(required, open), ...references]);
};

const NOTHING_KNOWN: ReadonlyMap<string, Bounds> = new Map();

/** The groups a comparison can come upon: those its rules name; any there is, while some rules are unread. */
const groupsNamed = (
  groupIds: readonly string[],
  direction: Direction,
  index: ObservationIndex,
): Iterable<string> => {
  const named = new Set<string>();
  for (const groupId of groupIds) {
    const group = index.groups.get(groupId);
    if (group === undefined ? !index.observation.parts.groups.complete : !group.rulesKnown)
      return index.ownerByGroup.keys();
    for (const rule of group?.rules ?? [])
      if (rule.direction === direction && rule.peer.kind === "group") named.add(rule.peer.groupId);
  }
  return named;
};

/** Null when the pattern leaves this direction unmanaged. `known`: what groups allow, as far as somebody knows it. */
export const compareTier = (
  stack: Stack,
  tier: Tier,
  direction: Direction,
  index: ObservationIndex,
  known: ReadonlyMap<string, Bounds> = NOTHING_KNOWN,
): TierComparison | null => {
  const groupIds = groupsOfTier(stack.bindings, tier.name);
  const meant = meantFlows(stack, tier, direction, index, groupsNamed(groupIds, direction, index));
  if (meant.mode === "unmanaged") return null;
  const carried = carriedSets(groupIds, index);
  const symbols = meant.allowed.possibly.groups.map((group) => group.groupId);
  const flowsOf = new Map(
    groupIds.map((groupId) => [
      groupId,
      known.get(groupId) ?? groupFlows(groupId, direction, index, symbols),
    ]),
  );
  const together = (ids: readonly string[]) => unionBounds(ids.flatMap((id) => flowsOf.get(id) ?? []));

  const shortfalls = carried.surely
    .map((ids) => ({ carried: ids, flows: lacking(meant, together(ids), true, index) }))
    .filter((shortfall) => !isEmptyFlows(shortfall.flows));
  const missing = unionAllFlows(shortfalls.map((shortfall) => shortfall.flows));
  const actual = together(groupIds);
  const isCertain =
    isExact(meant.required) &&
    groupIds.every((id) => isExact(flowsOf.get(id) ?? NO_BOUNDS)) &&
    [carried, ...meant.references.map((reference) => carriedSets(reference.groupIds, index))].every(
      ({ known }) => known,
    );
  const anyMissing = isCertain
    ? missing
    : unionAllFlows(carried.possibly.map((ids) => lacking(meant, together(ids), false, index)));
  const excess = subtractFlows(actual.surely, meant.allowed.possibly);
  const isPlain = isExact(actual) && isExact(meant.allowed);
  const anyExcess = isPlain ? excess : subtractFlows(actual.possibly, meant.allowed.surely);
  return {
    groupIds,
    carried,
    allowed: meant.allowed,
    required: unionBounds([
      meant.required,
      ...meant.references.map(({ groupIds: ids, services }) => exactly(flowsWithGroups(ids, services))),
    ]),
    actual,
    shortfalls,
    missing,
    maybeMissing: anyMissing === missing ? NO_FLOWS : subtractFlows(anyMissing, missing),
    excess,
    maybeExcess: anyExcess === excess ? NO_FLOWS : subtractFlows(anyExcess, excess),
  };
};

/** Everything that cannot be told: flows that may be missing and flows that may be too many. */
export const unknownFlows = ({ maybeMissing, maybeExcess }: TierComparison): FlowSet =>
  unionFlows(maybeMissing, maybeExcess);
