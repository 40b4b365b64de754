import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import type { AccountGraph } from "#lib/core/graph/graph.ts";
import { joinGraphs } from "#lib/core/graph/join-graphs.ts";
import { type PackedGraph, packGraph } from "#lib/core/graph/packed-graph.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { momentSchema } from "../history/moment.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { lastFindingsOf } from "./known-observation.ts";
import { namedFor } from "./named-for.ts";
import { type ScopeStatus, scopeStatuses } from "./scope-status.ts";
import { type StackModel, stackModels } from "./stack-model.ts";

export const readGraphInput = z.strictObject({
  /** `ACCOUNT/REGION`; empty for every one in reach. */
  scope: z.union([z.literal(""), z.string().regex(/^\d{12}\/[a-z0-9-]{1,40}$/)]),
  at: momentSchema.optional(),
});

/** An observation never changes, so the graph that was last made of it is kept beside it. */
const known = new WeakMap<Observation, { readonly asked: string; readonly graph: AccountGraph }>();

async function graphOfScope(
  db: Database,
  { scopeId, accountName }: ScopeStatus,
  models: readonly StackModel[],
  named: (model: StackModel) => StackModel,
  at: Date | undefined,
): Promise<AccountGraph | null> {
  const own = models.filter((model) => model.scopeId === scopeId);
  const judged = own.map(({ stack }) => stack);
  const shown = own.map(named);
  const stacks = shown.map(({ stack }) => stack);
  const last = await lastFindingsOf(db, scopeId, judged, at);
  if (last === null) return null;
  const { observation } = last;
  const sources = shown.flatMap(({ opened }) => opened);
  const asked = JSON.stringify([
    accountName,
    stacks,
    sources.map(({ name, ownerName }) => [name, ownerName]),
  ]);
  const kept = known.get(observation);
  if (kept?.asked === asked) return kept.graph;
  const graph = accountGraph({ observation, accountName, stacks, diffs: judged.map(last.of), sources });
  known.set(observation, { asked, graph });
  return graph;
}

/** Who lets whom in, in one account and Region or in all that are in reach, now or at a moment, packed for the wire. */
export async function readGraph(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { scope, at }: z.output<typeof readGraphInput>,
): Promise<Result<PackedGraph, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const named = namedFor({ personId: actor.personId, roles });
  const [scopes, models] = await Promise.all([scopeStatuses(db, at), stackModels(db, undefined, at)]);
  const asked = scopes.filter(({ accountId, region }) => scope === "" || scope === `${accountId}/${region}`);
  if (scope !== "" && asked.length === 0) return fail(ABSENT);
  const graphs: AccountGraph[] = [];
  // One after another: each takes the processor whole.
  for (const each of asked) {
    const graph = await graphOfScope(db, each, models, named, at);
    if (graph !== null) graphs.push(graph);
  }
  const joined = joinGraphs(graphs);
  return succeed(packGraph({ ...joined, isWhole: joined.isWhole && graphs.length === asked.length }));
}
