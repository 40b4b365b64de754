import { adopt } from "#lib/core/adopt/adopt.ts";
import type { Adoption, LeftOut, ProposedStack } from "#lib/core/adopt/adoption.ts";
import { may } from "#lib/core/approval/authority.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { lastObservation } from "./known-observation.ts";
import { type ScopeStatus, scopeStatuses } from "./scope-status.ts";
import { type StackModel, stackModels } from "./stack-model.ts";

/** What one account and Region suggest, without what is modelled already. */
export interface ScopeAdoption {
  readonly scope: ScopeStatus;
  readonly proposals: readonly ProposedStack[];
  /** Groups that no stack speaks of and no proposal either. */
  readonly leftOut: readonly LeftOut[];
  /** Why nothing is proposed; null when something is, or everything is modelled. */
  readonly noTiers: string | null;
  readonly unknowns: readonly string[];
}

export interface AdoptionView {
  readonly scopes: readonly ScopeStatus[];
  readonly adoptions: readonly ScopeAdoption[];
}

/** Observations never change once finished: one answer each. */
const known = new WeakMap<Observation, Adoption>();

export const adopted = (observation: Observation): Adoption => {
  const kept = known.get(observation) ?? adopt(observation);
  known.set(observation, kept);
  return kept;
};

/** The groups that stacks of a scope are bound to, with a stack each. */
export const modelledGroups = (scopeId: string, models: readonly StackModel[]): ReadonlyMap<string, string> =>
  new Map(
    models
      .filter((model) => model.scopeId === scopeId)
      .flatMap(({ stack }) =>
        stack.bindings.flatMap(({ primaryGroupId, otherGroupIds }) =>
          [primaryGroupId, ...otherGroupIds].map((groupId) => [groupId, stack.name] as const),
        ),
      ),
  );

/** Doors and bastions serve many stacks: that they are modelled says nothing about a proposal. */
const SERVING: ReadonlySet<string> = new Set(["common", "door", "bastion", "connect-endpoint"]);

export const isNew = ({ tiers }: ProposedStack, modelled: ReadonlyMap<string, string>): boolean =>
  tiers.some(
    ({ duty, bindings }) => !SERVING.has(duty) && bindings.some(({ groupId }) => !modelled.has(groupId)),
  );

/** Null before the first look has ended. */
async function scopeAdoption(
  db: Database,
  scope: ScopeStatus,
  models: readonly StackModel[],
  at: Date | undefined,
): Promise<ScopeAdoption | null> {
  const observation = await lastObservation(db, scope.scopeId, at);
  if (observation === null) return null;
  const { stacks, leftOut, noTiers, unknowns } = adopted(observation);
  const modelled = modelledGroups(scope.scopeId, models);
  return {
    scope,
    proposals: stacks.filter((proposal) => isNew(proposal, modelled)),
    leftOut: leftOut.filter(({ groupId }) => !modelled.has(groupId)),
    noTiers,
    unknowns,
  };
}

/** What exists in every account and Region and no stack speaks of, as proposals; now, or as of `at`. */
export async function readAdoption(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  at?: Date,
): Promise<Result<AdoptionView, Refusal>> {
  const { db } = deps;
  if (!may(await heldRoles(db, actor.personId), "read")) return fail(ABSENT);
  const [scopes, models] = await Promise.all([scopeStatuses(db, at), stackModels(db, undefined, at)]);
  const adoptions: ScopeAdoption[] = [];
  for (const scope of scopes) {
    const found = await scopeAdoption(db, scope, models, at);
    if (found !== null) adoptions.push(found);
  }
  return succeed({ scopes, adoptions });
}
