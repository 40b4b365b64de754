/** The groups of a look as a list shows them, made once. */
import type { Adoption } from "#lib/core/adopt/adoption.ts";
import { worldServices } from "#lib/core/diff/open-to-world.ts";
import { groupFlows } from "#lib/core/group/group-flows.ts";
import { groupManagedBy } from "#lib/core/group/managed-by.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import type { Look } from "./analyse.ts";

/** The tier a proposal would have the group play. */
export interface ProposedPlace {
  readonly stack: string;
  readonly tier: string;
}

export interface GroupRow {
  readonly groupId: string;
  /** Foreign text. */
  readonly name: string;
  readonly vpcId: string | null;
  /** Null when its rules could not be read. */
  readonly rules: { readonly ingress: number; readonly egress: number } | null;
  readonly carriedBy: number;
  /** Services that its own rules open to the whole Internet. */
  readonly openToWorld: readonly string[];
  readonly managedBy: string | null;
  readonly plays: ProposedPlace | null;
  readonly findings: number;
}

const placesIn = ({ stacks }: Adoption): ReadonlyMap<string, ProposedPlace> =>
  new Map(
    stacks.flatMap(({ stack, tiers }) =>
      tiers.flatMap(({ tier, bindings }) =>
        bindings.map(({ groupId }) => [groupId, { stack: stack.name, tier }] as const),
      ),
    ),
  );

/** By name, then by id. */
export const groupRows = ({ observation, index, findings, adoption }: Look): readonly GroupRow[] => {
  const places = placesIn(adoption);
  const counts = new Map<string, number>();
  for (const { groupIds } of findings)
    for (const groupId of groupIds) counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
  return observation.groups
    .map((group): GroupRow => {
      const ingress = group.rules.filter(({ direction }) => direction === "ingress").length;
      return {
        groupId: group.groupId,
        name: group.name,
        vpcId: group.vpcId,
        rules: group.rulesKnown ? { ingress, egress: group.rules.length - ingress } : null,
        carriedBy: index.interfacesByGroup.get(group.groupId)?.length ?? 0,
        openToWorld: printServices(
          worldServices([groupFlows(group.groupId, "ingress", index).surely])[0] ?? [],
        ),
        managedBy: groupManagedBy(group)?.controller ?? null,
        plays: places.get(group.groupId) ?? null,
        findings: counts.get(group.groupId) ?? 0,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.groupId < b.groupId ? -1 : 1));
};
