/** Who carries a group and who references it. */

import { canonicalRules } from "./canonical-rule.ts";
import type { Direction, ObservedInterface } from "./observation.ts";
import type { ObservationIndex } from "./observation-index.ts";

/** The interfaces that carry the group, by id. */
export const carriersOf = (groupId: string, index: ObservationIndex): readonly ObservedInterface[] =>
  index.interfacesByGroup.get(groupId) ?? [];

export interface GroupReference {
  /** The group whose rule names this one; itself for a self-reference. */
  readonly groupId: string;
  readonly direction: Direction;
  readonly ruleKey: string;
}

/** Every rule, of whichever group, that names the group as its peer, in the order of the observation. */
export const referencesTo = (groupId: string, index: ObservationIndex): GroupReference[] =>
  [...index.groups.values()].flatMap((holder) =>
    canonicalRules(
      holder.rules.filter((rule) => rule.peer.kind === "group" && rule.peer.groupId === groupId),
    ).map(({ direction, key }) => ({ groupId: holder.groupId, direction, ruleKey: key })),
  );
