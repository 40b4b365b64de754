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

/** How far some groups are what a stack asks for: one of its exclusive tiers, and all of the others. */
interface CarriedParts {
  readonly isOneOf: boolean;
  readonly isOfAll: boolean;
}

/** Groups in `asked` must all be of that stack. */
const carriedParts = (
  groupIds: readonly string[],
  asked: ReadonlyMap<string, AskedGroup>,
  { pattern: { membership } }: Stack,
): CarriedParts => {
  let exclusive = 0;
  let others = 0;
  for (let place = 0; place < groupIds.length; place += 1) {
    const groupId = groupIds[place] ?? "";
    const group = asked.get(groupId);
    if (group === undefined || groupIds.indexOf(groupId) < place) continue;
    if (group.isOneOf) exclusive += 1;
    if (group.isOfAll) others += 1;
  }
  return {
    isOneOf: exclusive === 1 || membership.oneOf.length === 0,
    isOfAll: others === membership.all.length,
  };
};

/** Whether an interface that carries these parts of its stack carries exactly what is asked of it. */
const isEnough = ({ isOneOf, isOfAll }: CarriedParts, item: ObservedInterface): boolean => {
  if (!isOneOf) return false;
  if (isOfAll && item.deviceIndex === 0) return true;
  return item.instanceId === null && interfaceManagedBy(item) !== null;
};

/** Whether an interface carries exactly what the stack asks for. Its groups in `asked` must all be of that stack. */
export const isAsAsked = (
  item: ObservedInterface,
  asked: ReadonlyMap<string, AskedGroup>,
  stack: Stack,
): boolean => isEnough(carriedParts(item.groupIds, asked, stack), item);

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

/** A combination of groups with the stack they are of and the parts they play in it; null when they are of none. */
type Combination = (CarriedParts & { readonly stack: Stack }) | null;

/** Stacks of which one interface carries groups are taken out of `odd`, all of them. */
const combinationOf = (
  groupIds: readonly string[],
  asked: ReadonlyMap<string, AskedGroup>,
  odd: Map<Stack, unknown>,
): Combination => {
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
  return stack === null ? null : { stack, ...carriedParts(groupIds, asked, stack) };
};

/**
 * The interfaces that do not carry what their stack asks for, found in one pass over all: none for most stacks. A stack
 * is left out where that cannot be told this way. Interfaces that were read together share their lists of groups, so
 * that each combination is judged once.
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
  const combinations = new Map<readonly string[], Combination>();
  for (let place = 0; place < interfaces.length; place += 1) {
    const item = interfaces[place];
    if (item === undefined) continue;
    const { groupIds } = item;
    let combination = combinations.get(groupIds);
    if (combination === undefined) {
      combination = combinationOf(groupIds, asked, odd);
      combinations.set(groupIds, combination);
    }
    if (combination !== null && !isEnough(combination, item)) odd.get(combination.stack)?.push(item);
  }
  return odd;
};
