import { type Policy, policyOfStack } from "#lib/core/grant/policy.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { guardrailsOf } from "#lib/core/guardrail/evaluate-guardrail.ts";
import type { EffectNames } from "#lib/core/plan/effect-names.ts";
import type { OpenSource, Stack } from "#lib/core/tier/pattern.ts";
import { readStoredOverrides } from "#lib/formats/policy/stored-policy.ts";
import { readPolicy } from "../model/read-policy.ts";
import type { Database, Transaction } from "../ports.ts";
import { type StackModel, stackModels, stackModelsForEnds } from "../read/stack-model.ts";
import { stacksByGroup } from "../stack-life/stacks-by-group.ts";

/** A stack in use, and the policy that holds for it now. */
export interface StackContext {
  readonly model: StackModel;
  readonly policy: Policy;
}

/**
 * Null when there is no such stack, or it is retired. It is neither retired nor moved until the transaction ends. The
 * caller has checked that the actor may read.
 */
export async function stackContext(transaction: Transaction, stackId: string): Promise<StackContext | null> {
  await transaction.$queryRaw`SELECT 1 FROM stack WHERE id = ${stackId}::uuid FOR KEY SHARE`;
  const row = await transaction.stack.findFirst({
    where: { id: stackId, retiredAt: null },
    select: { name: true, policy: true },
  });
  if (row === null) return null;
  const [model] = await stackModels(transaction, row.name);
  if (model === undefined) return null;
  const { policy } = await readPolicy(transaction);
  return { model, policy: policyOfStack(policy, readStoredOverrides(row.policy)) };
}

/**
 * The stacks whose guardrails a plan may touch: this one, and the others of its account and Region. `opening`: sources
 * that the plan opens its door to.
 */
export async function guardedStacks(
  db: Database | Transaction,
  { id, scopeId, stack }: Pick<StackModel, "id" | "scopeId" | "stack">,
  opening: readonly OpenSource[] = [],
): Promise<readonly Stack[]> {
  const own = { ...stack, openSources: [...stack.openSources, ...opening] };
  return [own, ...(await guardedNeighbours(db, scopeId, id))];
}

/** The other stacks of an account and Region that have guardrails; `id` is null for a stack that is not there yet. */
export async function guardedNeighbours(
  db: Database | Transaction,
  scopeId: string,
  id: string | null,
): Promise<readonly Stack[]> {
  const others = (await stackModelsForEnds(db)).filter(
    (model) => model.scopeId === scopeId && model.id !== id,
  );
  return others.map((model) => model.stack).filter((other) => guardrailsOf(other).length > 0);
}

/** What things are called in sentences about this stack. `more`: names for peers that are only being asked for. */
export async function namesFor(
  transaction: Transaction,
  model: StackModel,
  observation: Observation,
  more: ReadonlyMap<string, string> = new Map(),
): Promise<EffectNames> {
  const users = await stacksByGroup(transaction, model.scopeId, model.id);
  const groups = new Map(observation.groups.map((group) => [group.groupId, group.name]));
  const tierOf = (groupId: string) =>
    model.stack.bindings.find(
      ({ primaryGroupId, otherGroupIds }) => primaryGroupId === groupId || otherGroupIds.includes(groupId),
    )?.tier;
  const open = new Map(
    model.opened.map(({ value, name, ownerName }) => [
      value,
      ownerName === null || name.includes(ownerName) ? name : `${name}, ${ownerName}`,
    ]),
  );
  return {
    stack: model.stack.name,
    group: (groupId) => tierOf(groupId) ?? groups.get(groupId) ?? groupId,
    peer: (peer) => more.get(peer) ?? open.get(peer) ?? null,
    sharedWith: (groupId) => users.get(groupId) ?? [],
  };
}
