/** Which groups name which in their rules, as far as the rules were read. */
import { forEachReference } from "#lib/core/group/rules-on-demand.ts";
import type { CatalogueContext } from "./catalogue-context.ts";

/** Several rules of the catalogue ask. */
const known = new WeakMap<CatalogueContext, ReadonlyMap<string, readonly string[]>>();

/** By the group that is named: the groups that name it, each once, sorted. Itself where it names itself. */
export const referenceIndex = (context: CatalogueContext): ReadonlyMap<string, readonly string[]> => {
  const kept = known.get(context) ?? referencesIn(context);
  known.set(context, kept);
  return kept;
};

const referencesIn = ({ groups }: CatalogueContext): ReadonlyMap<string, readonly string[]> => {
  const holders = new Map<string, Set<string>>();
  for (const { group } of groups)
    forEachReference(group, ({ groupId }) => {
      const named = holders.get(groupId) ?? new Set();
      named.add(group.groupId);
      holders.set(groupId, named);
    });
  return new Map([...holders].map(([groupId, named]) => [groupId, [...named].sort()]));
};
