/** Which groups name which in their rules, as far as the rules were read. */
import { forEachReference } from "#lib/core/group/rules-on-demand.ts";
import type { CatalogueContext } from "./catalogue-context.ts";

/** By the group that is named: the groups that name it, each once, sorted. Itself where it names itself. */
export const referenceIndex = ({ groups }: CatalogueContext): ReadonlyMap<string, readonly string[]> => {
  const holders = new Map<string, Set<string>>();
  for (const { group } of groups)
    forEachReference(group, ({ groupId }) => {
      const named = holders.get(groupId) ?? new Set();
      named.add(group.groupId);
      holders.set(groupId, named);
    });
  return new Map([...holders].map(([groupId, named]) => [groupId, [...named].sort()]));
};
