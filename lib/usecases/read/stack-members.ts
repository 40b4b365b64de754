/** The interfaces that carry a stack's groups, with what is wrong about each. */
import type { StackDiff } from "#lib/core/diff/diff-stack.ts";
import type { MembershipFinding } from "#lib/core/diff/finding.ts";
import { interfaceManagedBy } from "#lib/core/group/managed-by.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";

export interface MemberRow {
  readonly interfaceId: string;
  readonly instanceId: string | null;
  /** The instance's Name tag, or the interface's description: foreign text. */
  readonly name: string | null;
  readonly addresses: readonly string[];
  readonly publicAddresses: readonly string[];
  readonly subnetId: string;
  /** Tiers of the stack that it carries, in the pattern's order. */
  readonly tiers: readonly string[];
  /** Groups it carries that are none of the stack's. */
  readonly otherGroups: readonly { readonly groupId: string; readonly name: string | null }[];
  readonly faults: readonly MembershipFinding["kind"][];
  /** The service that made it; null for an instance's own. */
  readonly managedBy: string | null;
}

const isMembership = (finding: { readonly kind: string }): finding is MembershipFinding =>
  ["no-door", "lacks-tier", "no-tier", "several-tiers", "listed-interface"].includes(finding.kind);

export const stackMembers = (diff: StackDiff, index: ObservationIndex): readonly MemberRow[] => {
  const own = new Set(diff.tiers.flatMap(({ groupIds }) => groupIds));
  const faults = diff.findings.filter(isMembership);
  const ids = new Set([
    ...diff.tiers.flatMap(({ interfaceIds }) => interfaceIds),
    ...faults.map(({ interfaceId }) => interfaceId),
  ]);
  const instances = new Map(index.observation.instances.map((item) => [item.instanceId, item]));
  return index.observation.interfaces
    .filter((item) => ids.has(item.interfaceId))
    .map((item): MemberRow => {
      const tag = item.instanceId === null ? undefined : instances.get(item.instanceId)?.tags.Name;
      return {
        interfaceId: item.interfaceId,
        instanceId: item.instanceId,
        name: tag ?? (item.description === "" ? null : item.description),
        addresses: item.privateCidrs,
        publicAddresses: item.publicAddresses,
        subnetId: item.subnetId,
        tiers: diff.tiers
          .filter(({ interfaceIds }) => interfaceIds.includes(item.interfaceId))
          .map(({ tier }) => tier),
        otherGroups: item.groupIds
          .filter((groupId) => !own.has(groupId))
          .map((groupId) => ({ groupId, name: index.groups.get(groupId)?.name ?? null })),
        faults: faults.filter(({ interfaceId }) => interfaceId === item.interfaceId).map(({ kind }) => kind),
        managedBy: interfaceManagedBy(item)?.controller ?? null,
      };
    })
    .sort((a, b) => b.faults.length - a.faults.length || a.tiers.join().localeCompare(b.tiers.join()));
};
