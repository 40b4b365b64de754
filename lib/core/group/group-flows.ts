/** What a group allows in one direction, by rule: the union of its rules. */
import { everyFlow } from "#lib/core/net/flow-set.ts";
import { atMost, type Bounds, NO_BOUNDS, unionBounds } from "./bounds.ts";
import type { Direction, ObservedInterface } from "./observation.ts";
import type { ObservationIndex } from "./observation-index.ts";
import { ruleFlows } from "./rule-flows.ts";

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
  if (group?.rulesKnown === true)
    return unionBounds(
      group.rules.filter((rule) => rule.direction === direction).map((rule) => ruleFlows(rule, group, index)),
    );
  if (group === undefined && index.observation.parts.groups.complete) return NO_BOUNDS;
  return atMost(everyFlow([...index.ownerByGroup.keys(), ...symbols]));
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
