/**
 * Whether interfaces carry what their stacks ask for, as nearly all do: there is nothing to say of these, and that is
 * seen quickly.
 */
import { interfaceManagedBy } from "#lib/core/group/managed-by.ts";
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";

/** The part that a group has in the membership rule of its stack. */
export interface AskedGroup {
  readonly stack: Stack;
  readonly isOneOf: boolean;
  readonly isOfAll: boolean;
}

/** By group; null where several groups play a tier, or one plays several: then each interface needs a closer look. */
export const askedGroups = (stack: Stack): ReadonlyMap<string, AskedGroup> | null => {
  const { tiers, membership } = stack.pattern;
  const asked = new Map<string, AskedGroup>();
  for (const { name } of tiers) {
    const [groupId, ...others] = groupsOfTier(stack.bindings, name);
    if (others.length > 0 || (groupId !== undefined && asked.has(groupId))) return null;
    if (groupId !== undefined) {
      const [isOneOf, isOfAll] = [membership.oneOf.includes(name), membership.all.includes(name)];
      asked.set(groupId, { stack, isOneOf, isOfAll });
    }
  }
  return asked;
};

/** Whether an interface carries exactly what the stack asks for. Its groups in `asked` must all be of that stack. */
export const isAsAsked = (
  item: ObservedInterface,
  asked: ReadonlyMap<string, AskedGroup>,
  { pattern: { membership } }: Stack,
): boolean => {
  let exclusive = 0;
  let others = 0;
  const { groupIds } = item;
  for (let place = 0; place < groupIds.length; place += 1) {
    const groupId = groupIds[place] ?? "";
    const group = asked.get(groupId);
    if (group === undefined || groupIds.indexOf(groupId) < place) continue;
    if (group.isOneOf) exclusive += 1;
    if (group.isOfAll) others += 1;
  }
  if (exclusive !== 1 && membership.oneOf.length > 0) return false;
  if (item.deviceIndex === 0 && others === membership.all.length) return true;
  return item.instanceId === null && interfaceManagedBy(item) !== null;
};

/** By group, for stacks that have no group in common; the others are taken out of `odd`. */
const askedOfAll = (stacks: readonly Stack[], odd: Map<Stack, unknown>): Map<string, AskedGroup> => {
  const asked = new Map<string, AskedGroup>();
  for (const stack of stacks) {
    const own = askedGroups(stack);
    if (own === null) odd.delete(stack);
    else
      for (const [groupId, group] of own) {
        const other = asked.get(groupId);
        if (other === undefined) asked.set(groupId, group);
        else {
          odd.delete(stack);
          odd.delete(other.stack);
        }
      }
  }
  return asked;
};

/**
 * The interfaces that do not carry what their stack asks for, found in one pass over all: none for most stacks. A stack
 * is left out where that cannot be told this way.
 */
export const oddMembers = (
  stacks: readonly Stack[],
  index: ObservationIndex,
): ReadonlyMap<Stack, readonly ObservedInterface[]> => {
  const odd = new Map<Stack, ObservedInterface[]>();
  const { interfaces, parts } = index.observation;
  if (!parts.interfaces.complete) return odd;
  for (const stack of stacks) odd.set(stack, []);
  const asked = askedOfAll(stacks, odd);
  for (const item of interfaces) {
    const { groupIds } = item;
    let stack: Stack | null = null;
    for (let place = 0; place < groupIds.length; place += 1) {
      const other = asked.get(groupIds[place] ?? "")?.stack;
      if (other === undefined || other === stack) continue;
      if (stack !== null) {
        odd.delete(stack);
        odd.delete(other);
      }
      stack = other;
    }
    if (stack !== null && !isAsAsked(item, asked, stack)) odd.get(stack)?.push(item);
  }
  return odd;
};
