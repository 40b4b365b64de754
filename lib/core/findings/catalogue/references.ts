/** Which groups name which in their rules, as far as the rules were read. */
import type { CatalogueContext } from "./catalogue-context.ts";
import { allRules } from "./cover.ts";

/** By the group that is named: the groups that name it, each once, sorted. Itself where it names itself. */
export const referenceIndex = (context: CatalogueContext): ReadonlyMap<string, readonly string[]> => {
  const holders = new Map<string, Set<string>>();
  for (const view of context.groups)
    for (const { rule } of allRules(view)) {
      if (rule.peer.kind !== "group") continue;
      const named = holders.get(rule.peer.groupId) ?? new Set();
      named.add(view.group.groupId);
      holders.set(rule.peer.groupId, named);
    }
  return new Map([...holders].map(([groupId, named]) => [groupId, [...named].sort()]));
};
