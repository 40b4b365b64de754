/** What a group allows in one direction, by rule: the union of its rules. */
import { everyFlow } from "#lib/core/net/flow-set.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { atMost, type Bounds, NO_BOUNDS, unionBounds } from "./bounds.ts";
import { referenceState } from "./group-reference.ts";
import type { Direction, ObservedGroup, ObservedInterface, ObservedRule } from "./observation.ts";
import type { ObservationIndex } from "./observation-index.ts";
import { ruleFlows } from "./rule-flows.ts";
import { rulesOfServices } from "./rules-of-services.ts";

interface KeptFlows {
  /** What the answer rests on beside the rules themselves. */
  readonly basis: readonly unknown[];
  readonly flows: Bounds;
}

/** Kept with the group: looks at an account share the groups that did not change between them. */
const kept: Readonly<Record<Direction, WeakMap<ObservedGroup, KeptFlows>>> = {
  ingress: new WeakMap(),
  egress: new WeakMap(),
};

/** What an index says of all that these rules name: the states of groups, and lists as they were read. */
const basisOf = (rules: readonly ObservedRule[], holder: ObservedGroup, index: ObservationIndex): unknown[] =>
  rules.flatMap(({ peer }): unknown[] => {
    if (peer.kind === "group") return [referenceState(peer, holder, index).state];
    return peer.kind === "prefix-list" ? [index.prefixLists.get(peer.prefixListId)] : [];
  });

const readFlows = (group: ObservedGroup, direction: Direction, index: ObservationIndex): Bounds => {
  const rules = group.rules.filter((rule) => rule.direction === direction);
  const basis = basisOf(rules, group, index);
  const known = kept[direction].get(group);
  if (known?.basis.length === basis.length && known.basis.every((each, at) => each === basis[at]))
    return known.flows;
  const flows = unionBounds(rules.map((rule) => ruleFlows(rule, group, index)));
  kept[direction].set(group, { basis, flows });
  return flows;
};

/**
 * A group whose rules were not read may allow anything, symbols included (every group the observation knows, and
 * `symbols` beside them). A group that a whole listing does not have allows nothing.
 */
export const groupFlows = (
  groupId: string,
  direction: Direction,
  index: ObservationIndex,
  symbols: readonly string[] = [],
): Bounds => {
  const group = index.groups.get(groupId);
  if (group?.rulesKnown === true) return readFlows(group, direction, index);
  if (group === undefined && index.observation.parts.groups.complete) return NO_BOUNDS;
  return atMost(everyFlow([...index.ownerByGroup.keys(), ...symbols]));
};

/**
 * What a group allows of some services, and perhaps of others as well: the rules that have to do with these are enough,
 * unless the whole is known.
 */
export const groupFlowsOfServices = (
  groupId: string,
  direction: Direction,
  services: ServiceSet,
  index: ObservationIndex,
): Bounds => {
  const group = index.groups.get(groupId);
  if (group?.rulesKnown !== true || kept[direction].has(group)) return groupFlows(groupId, direction, index);
  return unionBounds(
    rulesOfServices(group, direction, services).map((rule) => ruleFlows(rule, group, index)),
  );
};

/** What an interface allows: the union over its groups. None at all means not governed, which no set expresses. */
export const interfaceFlows = (
  item: ObservedInterface,
  direction: Direction,
  index: ObservationIndex,
): Bounds | "ungoverned" =>
  item.groupIds.length === 0
    ? "ungoverned"
    : unionBounds(item.groupIds.map((groupId) => groupFlows(groupId, direction, index)));
