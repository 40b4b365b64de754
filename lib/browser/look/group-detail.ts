/** One group of a look: what it allows, who carries it, who names it, what was found about it. */
import type { CatalogueFinding } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { canonicalRules } from "#lib/core/group/canonical-rule.ts";
import { carriersOf, referencesTo } from "#lib/core/group/group-use.ts";
import { interfaceManagedBy } from "#lib/core/group/managed-by.ts";
import type { Tags } from "#lib/core/group/observation.ts";
import { ruleText } from "#lib/core/group/rule-text.ts";
import type { Look } from "./analyse.ts";
import type { GroupRow } from "./group-rows.ts";

export interface DetailRule {
  readonly key: string;
  readonly direction: "ingress" | "egress";
  readonly peer: string;
  /** Foreign text; null for a CIDR. */
  readonly peerName: string | null;
  readonly service: string;
  readonly descriptions: readonly string[];
}

export interface GroupDetail {
  readonly row: GroupRow;
  readonly description: string;
  readonly ownerId: string;
  readonly tags: Tags;
  readonly rules: readonly DetailRule[];
  readonly carriers: readonly {
    readonly interfaceId: string;
    readonly instanceId: string | null;
    readonly name: string | null;
    readonly addresses: readonly string[];
    readonly managedBy: string | null;
  }[];
  readonly references: readonly {
    readonly groupId: string;
    readonly name: string | null;
    readonly ruleKey: string;
  }[];
  readonly findings: readonly CatalogueFinding[];
  /** Why no proposal gives it a tier; null where one does. */
  readonly leftOut: string | null;
}

/** Null for a group that the look does not have. */
export const groupDetail = (
  groupId: string,
  { observation, index, findings, adoption }: Look,
  rows: readonly GroupRow[],
): GroupDetail | null => {
  const group = index.groups.get(groupId);
  const row = rows.find((each) => each.groupId === groupId);
  if (group === undefined || row === undefined) return null;
  const instances = new Map(observation.instances.map((item) => [item.instanceId, item]));
  const nameOf = (id: string): string | null =>
    index.groups.get(id)?.name ?? index.prefixLists.get(id)?.name ?? null;
  return {
    row,
    description: group.description,
    ownerId: group.ownerId,
    tags: group.tags,
    rules: canonicalRules(group.rules).map((rule): DetailRule => {
      const { peer, service } = ruleText(rule);
      return {
        key: rule.key,
        direction: rule.direction,
        peer,
        peerName: nameOf(peer),
        service,
        descriptions: [...new Set(rule.copies.flatMap((copy) => copy.description ?? []))],
      };
    }),
    carriers: carriersOf(groupId, index).map((item) => ({
      interfaceId: item.interfaceId,
      instanceId: item.instanceId,
      name:
        (item.instanceId === null ? undefined : instances.get(item.instanceId)?.tags.Name) ??
        (item.description === "" ? null : item.description),
      addresses: item.privateCidrs,
      managedBy: interfaceManagedBy(item)?.controller ?? null,
    })),
    references: referencesTo(groupId, index).map((reference) => ({
      groupId: reference.groupId,
      name: nameOf(reference.groupId),
      ruleKey: reference.ruleKey,
    })),
    findings: findings.filter(({ groupIds }) => groupIds.includes(groupId)),
    leftOut: adoption.leftOut.find((each) => each.groupId === groupId)?.reason ?? null,
  };
};
