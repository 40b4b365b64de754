/** The proposals of one VPC, and why its other groups play no tier. */
import type { ObservedGroup, ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { LeftOut, ProposedStack } from "./adoption.ts";
import { type Application, applicationsOf } from "./applications.ts";
import type { Placing } from "./binding-evidence.ts";
import { type Part, partsOf } from "./duty.ts";
import { type Setting, tiersWithRule } from "./explained.ts";
import { type GroupFacts, groupFacts } from "./group-facts.ts";
import { type LinkMap, linksBetween, mapLinks } from "./links.ts";
import type { NamedTier } from "./meant-tiers.ts";
import { stackName, tierNames } from "./names.ts";
import { narrowIndex } from "./narrow-index.ts";
import { proposeStack } from "./propose-stack.ts";
import { servingGroups } from "./serving-groups.ts";
import { leftOut } from "./set-aside.ts";
import { type TierGroups, tiersOf } from "./tiers.ts";
import { type Words, wordsIn } from "./words.ts";

export interface VpcSetting {
  readonly aside: ReadonlyMap<string, LeftOut>;
  /** Names of stacks given so far; grows. */
  readonly taken: Set<string>;
  readonly instances: ReadonlyMap<string, readonly ObservedInterface[]>;
  readonly index: ObservationIndex;
}

const WORKLOAD: ReadonlySet<Part> = new Set<Part>([
  ...(["balancer", "front", "inner", "database", "cache", "queue", "search", "files", "endpoint"] as const),
]);

const whyAlone = (facts: GroupFacts, part: Part | undefined, links: LinkMap): LeftOut => {
  const { group, carriers } = facts;
  const id = group.groupId;
  if (!group.rulesKnown)
    return leftOut(group, "unread", "Its rules were not read, and no other group's rule tells what it is.");
  const linked = links.into(id).length + links.out(id).length > 0;
  if (part === "tool")
    return leftOut(group, "tool", "It reaches into several applications on one service and belongs to none.");
  if (carriers.length === 0 && !linked)
    return leftOut(group, "unused", "No interface carries it, and no rule names it.");
  const reason = linked
    ? "Only groups that serve everything tie it to others: it stands alone, and one group is no tiers."
    : "It lets in no other group and no other lets it in: it stands alone, and one group is no tiers.";
  return leftOut(group, "alone", reason);
};

interface Draft {
  readonly application: Application;
  readonly tiers: readonly TierGroups[];
}

/** What stands in more than one of the lists. */
const repeated = (lists: readonly (readonly string[])[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  return new Set(lists.flatMap((ids) => [...new Set(ids)]).filter((id) => seen.has(id) || !seen.add(id)));
};

/** At least two tiers of its own, or it is no application of tiers. */
const draftOf = (
  application: Application,
  inSeveral: ReadonlySet<string>,
  parts: ReadonlyMap<string, Part>,
  facts: ReadonlyMap<string, GroupFacts>,
  links: LinkMap,
): Draft[] => {
  const own = tiersOf(application, parts, facts);
  return own.length < 2
    ? []
    : [
        {
          application,
          tiers: [
            ...own,
            ...servingGroups(
              application.groupIds.filter((id) => !inSeveral.has(id)),
              parts,
              facts,
              links,
            ),
          ],
        },
      ];
};

const environmentOf = (groupIds: readonly string[], words: Words): string | null => {
  const found = new Set(groupIds.flatMap((id) => words.of(id).environment ?? []));
  const [only = null] = found;
  return found.size === 1 ? only : null;
};

export const adoptVpc = (
  vpcId: string,
  groups: readonly ObservedGroup[],
  { aside, taken, instances, index }: VpcSetting,
): { readonly stacks: ProposedStack[]; readonly leftOut: LeftOut[] } => {
  const facts = new Map(groups.map((group) => [group.groupId, groupFacts(group, index)]));
  const links = mapLinks(linksBetween(facts, index));
  const parts = partsOf(facts, links, index);
  const words = wordsIn(facts, index);
  const workload = new Map([...parts].filter(([, part]) => WORKLOAD.has(part)));
  const applications = applicationsOf(workload, links, words);
  const inSeveral = repeated(applications.map(({ groupIds }) => groupIds));
  const drafts = applications.flatMap((application) => draftOf(application, inSeveral, parts, facts, links));

  const holders = drafts.map(({ tiers }) => tiers.flatMap(({ groupIds }) => groupIds));
  const placed = new Set(holders.flat());
  const shared = repeated(holders);

  const stacks = drafts.map(({ application, tiers }) => {
    const speaking = application.groupIds.filter((id) => words.speaks(id) && !shared.has(id));
    const called = words.shared(speaking);
    const name = stackName(called, environmentOf(application.groupIds, words), taken);
    taken.add(name);
    const names = tierNames(tiers, facts, new Set(called));
    const named = tiers.map((tier, at): NamedTier => ({ ...tier, name: names[at] ?? tier.duty }));
    const own = new Set(tiers.flatMap(({ groupIds }) => groupIds));
    const elsewhere = new Set([...placed].filter((id) => !own.has(id)));
    const setting: Setting = {
      tiers,
      facts,
      links: application.links,
      elsewhere,
      shared,
      tiersWithRule: tiersWithRule(tiers, facts),
      aside,
      index,
    };
    const placing: Placing = { application, named, setting, words, shared };
    return proposeStack(name, vpcId, placing, narrowIndex([...own], index, instances));
  });
  const left = [...facts.values()]
    .filter(({ groupId }) => !placed.has(groupId))
    .map((group) => whyAlone(group, parts.get(group.groupId), links));
  return { stacks, leftOut: left };
};
