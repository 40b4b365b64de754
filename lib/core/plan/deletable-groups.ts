/**
 * Which of a stack's groups may go with it. A group stays when anything outside needs it: EC2 itself, another stack,
 * a controller, an interface that is not ours to change, or a rule of a group that stays. What cannot be told counts
 * as needed.
 */
import { carriersOf, referencesTo } from "../group/group-use.ts";
import { interfaceManagedBy, isDefaultGroup } from "../group/managed-by.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { groupsOfTier } from "../tier/meant-flows.ts";
import type { Stack } from "../tier/pattern.ts";
import { untouchable } from "./left-out.ts";

export interface KeptGroup {
  readonly groupId: string;
  /** A sentence for people. */
  readonly because: string;
}

export interface DeletableGroups {
  /** In the pattern's order. */
  readonly going: readonly string[];
  readonly kept: readonly KeptGroup[];
}

function whyKept(
  groupId: string,
  index: ObservationIndex,
  sharedWith: (groupId: string) => readonly string[],
): string | null {
  const group = index.groups.get(groupId);
  const why = untouchable(groupId, index);
  if (why !== null || group === undefined) return why;
  if (isDefaultGroup(group)) return `${groupId} is its VPC's default group, which EC2 does not delete.`;
  const others = sharedWith(groupId);
  if (others.length > 0) return `${groupId} plays a tier of ${others.join(", ")} too.`;
  for (const item of carriersOf(groupId, index)) {
    const manager = interfaceManagedBy(item);
    if (manager !== null) {
      return `${item.interfaceId}, which ${manager.controller} manages, carries ${groupId}: take it off there first.`;
    }
    if (item.ownerId !== index.observation.accountId) {
      return `${item.interfaceId} of account ${item.ownerId} carries ${groupId}.`;
    }
  }
  return null;
}

export function deletableGroups(
  stack: Stack,
  index: ObservationIndex,
  sharedWith: (groupId: string) => readonly string[],
): DeletableGroups {
  const bound = [
    ...new Set(stack.pattern.tiers.flatMap(({ name }) => groupsOfTier(stack.bindings, name))),
  ].filter((groupId) => index.groups.has(groupId));
  const kept: KeptGroup[] = [];
  let going = bound.filter((groupId) => {
    const because = whyKept(groupId, index, sharedWith);
    if (because !== null) kept.push({ groupId, because });
    return because === null;
  });
  // A group that stays holds those its rules name, and those hold others.
  for (;;) {
    const held = going.flatMap((groupId): KeptGroup[] => {
      const holder = referencesTo(groupId, index).find((reference) => !going.includes(reference.groupId));
      if (holder === undefined) return [];
      return [{ groupId, because: `A rule of ${holder.groupId}, which stays, names ${groupId}.` }];
    });
    if (held.length === 0) return { going, kept };
    kept.push(...held);
    const names = new Set(held.map(({ groupId }) => groupId));
    going = going.filter((groupId) => !names.has(groupId));
  }
}
