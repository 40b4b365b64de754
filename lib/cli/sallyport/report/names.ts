/** What groups are called in sentences: a tier of the stack, or their name with their id. Names are foreign text. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";

export const nameOfGroup =
  (index: ObservationIndex) =>
  (groupId: string): string => {
    const name = index.groups.get(groupId)?.name ?? "";
    return name === "" ? groupId : `${name} (${groupId})`;
  };

export const tierOfGroup =
  (stack: Stack) =>
  (groupId: string): string | null =>
    stack.pattern.tiers.find(({ name }) => groupsOfTier(stack.bindings, name).includes(groupId))?.name ??
    null;
