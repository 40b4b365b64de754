/** Groups that serve an application beside its tiers: doors and what is carried everywhere, bastions, endpoints people come through. */

import type { Duty } from "./adoption.ts";
import type { Part } from "./duty.ts";
import type { GroupFacts } from "./group-facts.ts";
import type { LinkMap } from "./links.ts";
import type { TierGroups } from "./tiers.ts";

type Facts = ReadonlyMap<string, GroupFacts>;

const REACHED_THROUGH: ReadonlySet<Part> = new Set(["bastion", "connect-endpoint"]);
const CARRIED: ReadonlySet<Part> = new Set(["door", "common"]);

const ofPart = (which: ReadonlySet<Part>, parts: ReadonlyMap<string, Part>): string[] =>
  [...parts]
    .filter(([, part]) => which.has(part))
    .map(([id]) => id)
    .sort();

const grouped = (ids: readonly string[], parts: ReadonlyMap<string, Part>): TierGroups[] =>
  ids.map((id) => ({ duty: parts.get(id) as Duty, groupIds: [id] }));

/** Each is a tier of its own, and may serve other stacks as well. What serves a shared group serves its owner. */
export const servingGroups = (
  ownGroupIds: readonly string[],
  parts: ReadonlyMap<string, Part>,
  facts: Facts,
  links: LinkMap,
): TierGroups[] => {
  const members = new Set(ownGroupIds);
  const carried = ofPart(CARRIED, parts).filter((id) =>
    (facts.get(id)?.carriers ?? []).some((item) => item.groupIds.some((other) => members.has(other))),
  );
  const served = new Set([...members, ...carried]);
  const through = ofPart(REACHED_THROUGH, parts).filter((id) =>
    links.out(id).some((link) => served.has(link.to)),
  );
  return grouped(
    [
      ...carried.filter((id) => parts.get(id) === "common"),
      ...through,
      ...carried.filter((id) => parts.get(id) === "door"),
    ],
    parts,
  );
};
