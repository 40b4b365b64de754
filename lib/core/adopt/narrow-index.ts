/** An observation's index with only the interfaces that concern some groups: those that carry one, and their instances' others. */
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";

/** The interfaces of each instance. */
export const byInstance = (index: ObservationIndex): ReadonlyMap<string, readonly ObservedInterface[]> => {
  const found = new Map<string, ObservedInterface[]>();
  for (const item of index.observation.interfaces) {
    if (item.instanceId === null) continue;
    const known = found.get(item.instanceId);
    if (known === undefined) found.set(item.instanceId, [item]);
    else known.push(item);
  }
  return found;
};

/** Says the same as the whole index about these groups, at the cost of these groups. */
export const narrowIndex = (
  groupIds: readonly string[],
  index: ObservationIndex,
  instances: ReadonlyMap<string, readonly ObservedInterface[]>,
): ObservationIndex => {
  const carriers = groupIds.flatMap((id) => index.interfacesByGroup.get(id) ?? []);
  const all = new Set([
    ...carriers,
    ...carriers.flatMap((item) => (item.instanceId === null ? [] : (instances.get(item.instanceId) ?? []))),
  ]);
  return indexObservation({ ...index.observation, interfaces: [...all] });
};
