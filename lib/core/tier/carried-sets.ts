/**
 * Which of a tier's groups its interfaces carry together. A tier played by several groups is judged by what each of its
 * interfaces really gets, and that depends on the combination it carries.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";

/** Sets of group ids, each in the tier's order, primary first. */
export interface CarriedSets {
  /** Whether these are the combinations, rather than a best and a worst case. */
  readonly known: boolean;
  /** What is missing for each of these is surely missing for some interface. */
  readonly surely: readonly (readonly string[])[];
  /** What is missing for none of these is missing for no interface. */
  readonly possibly: readonly (readonly string[])[];
}

/**
 * The distinct combinations found. Where no interface carries any, the groups are judged together. Where interfaces
 * were not all read, together (the best case) and one by one (the worst).
 */
export const carriedSets = (groupIds: readonly string[], index: ObservationIndex): CarriedSets => {
  if (groupIds.length === 0) return { known: true, surely: [], possibly: [] };
  const together = [groupIds];
  if (groupIds.length === 1) return { known: true, surely: together, possibly: together };
  if (!index.observation.parts.interfaces.complete)
    return { known: false, surely: together, possibly: groupIds.map((groupId) => [groupId]) };
  const found = new Map<string, readonly string[]>();
  for (const item of groupIds.flatMap((groupId) => index.interfacesByGroup.get(groupId) ?? [])) {
    const carried = groupIds.filter((groupId) => item.groupIds.includes(groupId));
    found.set(carried.join(" "), carried);
  }
  const sets =
    found.size === 0
      ? together
      : [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, set]) => set);
  return { known: true, surely: sets, possibly: sets };
};
