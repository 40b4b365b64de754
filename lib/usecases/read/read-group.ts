import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import type { RuleVerdict } from "#lib/core/diff/diff-direction.ts";
import { canonicalRules } from "#lib/core/group/canonical-rule.ts";
import { carriersOf, referencesTo } from "#lib/core/group/group-use.ts";
import { groupManagedBy, interfaceManagedBy } from "#lib/core/group/managed-by.ts";
import type { ObservedGroup, Tags } from "#lib/core/group/observation.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type RuleLife, ruleBiography } from "#lib/core/group/rule-biography.ts";
import { ruleText } from "#lib/core/group/rule-text.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { groupVersions } from "./group-versions.ts";
import { lastDiff, lastObservation } from "./known-observation.ts";
import { deedBehind, type RuleDeed, ruleDeeds } from "./rule-deeds.ts";
import { type ScopeStatus, scopeStatuses } from "./scope-status.ts";
import { type StackModel, stackModels } from "./stack-model.ts";

export const readGroupInput = z.strictObject({
  groupId: z.string().regex(/^sg-[0-9a-f]{8,17}$/),
  /** As of a moment of the past; now when absent. */
  at: z.date().optional(),
});

export interface GroupRule {
  readonly key: string;
  readonly direction: "ingress" | "egress";
  readonly peer: string;
  /** Foreign text; null for a CIDR. */
  readonly peerName: string | null;
  readonly service: string;
  readonly ruleIds: readonly string[];
  readonly descriptions: readonly string[];
  /** `outside` when no stack's model speaks of this group. */
  readonly verdict: RuleVerdict["verdict"] | "outside";
  readonly life: RuleLife | null;
  readonly maker: RuleDeed | null;
}

export interface GroupView {
  readonly groupId: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly vpcId: string | null;
  readonly associatedVpcIds: readonly string[];
  readonly tags: Tags;
  readonly rulesKnown: boolean;
  readonly scope: ScopeStatus;
  readonly plays: { readonly stack: string; readonly tier: string; readonly isPrimary: boolean } | null;
  readonly managedBy: { readonly controller: string; readonly evidence: string } | null;
  readonly rules: readonly GroupRule[];
  /** Rules that were there once, the last to go first. */
  readonly gone: readonly RuleLife[];
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
}

interface Found {
  readonly scope: ScopeStatus;
  readonly group: ObservedGroup;
  readonly index: ObservationIndex;
}

/** Where the group was observed: in its owner's account before others that it is shared with. */
async function findGroup(
  db: Database,
  scopes: readonly ScopeStatus[],
  groupId: string,
  at: Date | undefined,
): Promise<Found | null> {
  const found: Found[] = [];
  for (const scope of scopes) {
    const observation = await lastObservation(db, scope.scopeId, at);
    const group = observation?.groups.find((each) => each.groupId === groupId);
    if (observation === null || group === undefined) continue;
    found.push({ scope, group, index: indexObservation(observation) });
  }
  return found.find(({ scope, group }) => scope.accountId === group.ownerId) ?? found[0] ?? null;
}

const bindingOf = (models: readonly StackModel[], groupId: string) => {
  for (const model of models)
    for (const { tier, primaryGroupId, otherGroupIds } of model.stack.bindings)
      if (primaryGroupId === groupId || otherGroupIds.includes(groupId))
        return { model, tier, isPrimary: primaryGroupId === groupId };
  return null;
};

async function verdictsOf(db: Database, model: StackModel, groupId: string, at: Date | undefined) {
  const known = await lastDiff(db, model.scopeId, model.stack, at);
  const rules = known?.diff.tiers.flatMap(({ ingress, egress }) => [...ingress.rules, ...egress.rules]) ?? [];
  return new Map(rules.filter((rule) => rule.groupId === groupId).map((rule) => [rule.key, rule.verdict]));
}

/** One group: what it allows, who carries it, who names it, and the life of each rule. */
export async function readGroup(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { groupId, at }: z.output<typeof readGroupInput>,
): Promise<Result<GroupView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const found = await findGroup(db, await scopeStatuses(db, at), groupId, at);
  if (found === null) return fail(ABSENT);
  const { scope, group, index } = found;
  const bound = bindingOf(await stackModels(db, undefined, at), groupId);
  const verdicts = bound === null ? null : await verdictsOf(db, bound.model, groupId, at);
  const deeds = bound === null ? new Map<string, RuleDeed[]>() : await ruleDeeds(db, bound.model.id, at);
  const versions = (await groupVersions(db, scope.scopeId, [groupId], at)).get(groupId) ?? [];
  const lives = ruleBiography(versions);
  const instances = new Map(index.observation.instances.map((item) => [item.instanceId, item]));
  const nameOf = (id: string): string | null =>
    index.groups.get(id)?.name ?? index.prefixLists.get(id)?.name ?? null;
  const current = canonicalRules(group.rules);
  const isCurrent = new Set(current.map(({ key }) => key));
  return succeed({
    groupId,
    name: group.name,
    description: group.description,
    ownerId: group.ownerId,
    vpcId: group.vpcId,
    associatedVpcIds: group.associatedVpcIds,
    tags: group.tags,
    rulesKnown: group.rulesKnown,
    scope,
    plays:
      bound === null ? null : { stack: bound.model.stack.name, tier: bound.tier, isPrimary: bound.isPrimary },
    managedBy: groupManagedBy(group),
    rules: current.map((rule): GroupRule => {
      const { peer, service } = ruleText(rule);
      return {
        key: rule.key,
        direction: rule.direction,
        peer,
        peerName: nameOf(peer),
        service,
        ruleIds: rule.ruleIds,
        descriptions: [...new Set(rule.copies.flatMap((copy) => copy.description ?? []))],
        verdict: verdicts === null ? "outside" : (verdicts.get(rule.key) ?? "unmanaged"),
        life: lives.get(rule.key) ?? null,
        maker: deedBehind(
          deeds,
          `${groupId} ${rule.key}`,
          "authorize",
          lives.get(rule.key)?.spans.at(-1)?.from ?? "",
        ),
      };
    }),
    gone: [...lives.values()]
      .filter(({ key }) => !isCurrent.has(key))
      .sort((a, b) => ((a.spans.at(-1)?.until ?? "") < (b.spans.at(-1)?.until ?? "") ? 1 : -1)),
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
  });
}
