import { may } from "#lib/core/approval/authority.ts";
import type { DiffState } from "#lib/core/diff/finding.ts";
import { worldServices } from "#lib/core/diff/open-to-world.ts";
import { stackStanding } from "#lib/core/diff/stack-standing.ts";
import { groupFlows } from "#lib/core/group/group-flows.ts";
import { groupManagedBy } from "#lib/core/group/managed-by.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { lastFindingsByScope, lastObservation } from "./known-observation.ts";
import { type ScopeStatus, scopeStatuses } from "./scope-status.ts";
import { type StackModel, stackModels } from "./stack-model.ts";

export interface GroupRow {
  readonly groupId: string;
  /** Foreign text. */
  readonly name: string;
  readonly vpcId: string | null;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  /** The stack and tier it plays; null when no model speaks of it. */
  readonly plays: { readonly stack: string; readonly tier: string; readonly state: DiffState } | null;
  /** Null when its rules could not be read. */
  readonly rules: { readonly ingress: number; readonly egress: number } | null;
  readonly carriedBy: number;
  /** Services that its own rules open to the whole Internet. */
  readonly openToWorld: readonly string[];
  readonly managedBy: string | null;
}

export interface GroupsView {
  readonly rows: readonly GroupRow[];
  readonly scopes: readonly ScopeStatus[];
  readonly mayObserve: boolean;
}

/** The tier each bound group of a scope plays, by group id. */
async function playedTiers(db: Database, models: readonly StackModel[], at?: Date) {
  const played = new Map<string, NonNullable<GroupRow["plays"]>>();
  const known = await lastFindingsByScope(db, models, at);
  for (const { scopeId, stack } of models) {
    const found = known.get(scopeId)?.of(stack);
    if (found === undefined) continue;
    for (const { tier, groupIds, summary } of stackStanding(stack, found).tiers)
      for (const groupId of groupIds) played.set(groupId, { stack: stack.name, tier, state: summary.state });
  }
  return played;
}

async function scopeRows(
  db: Database,
  scope: ScopeStatus,
  played: ReadonlyMap<string, NonNullable<GroupRow["plays"]>>,
  at?: Date,
): Promise<readonly GroupRow[]> {
  const observation = await lastObservation(db, scope.scopeId, at);
  if (observation === null) return [];
  const index = indexObservation(observation);
  return observation.groups.map((group) => ({
    groupId: group.groupId,
    name: group.name,
    vpcId: group.vpcId,
    accountId: scope.accountId,
    accountName: scope.accountName,
    region: scope.region,
    plays: played.get(group.groupId) ?? null,
    rules: group.rulesKnown
      ? {
          ingress: group.rules.filter(({ direction }) => direction === "ingress").length,
          egress: group.rules.filter(({ direction }) => direction === "egress").length,
        }
      : null,
    carriedBy: index.interfacesByGroup.get(group.groupId)?.length ?? 0,
    openToWorld: printServices(worldServices([groupFlows(group.groupId, "ingress", index).surely])[0] ?? []),
    managedBy: groupManagedBy(group)?.controller ?? null,
  }));
}

/** Every group in reach, ours or not; as of `at`, those that were. */
export async function readGroups(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { at }: { readonly at?: Date | undefined } = {},
): Promise<Result<GroupsView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const scopes = await scopeStatuses(db, at);
  const played = await playedTiers(db, await stackModels(db, undefined, at), at);
  const rows: GroupRow[] = [];
  for (const scope of scopes) rows.push(...(await scopeRows(db, scope, played, at)));
  return succeed({ rows, scopes, mayObserve: at === undefined && may(roles, "observe") });
}
