import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type ScopeStatus, scopeStatuses } from "./scope-status.ts";

export interface GraphScopes {
  readonly scopes: readonly ScopeStatus[];
  readonly mayObserve: boolean;
}

/** The accounts and Regions a graph can be drawn of, and how fresh they are; with `at`, as of that moment. */
export async function readGraphScopes(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { at }: { readonly at: Date | undefined },
): Promise<Result<GraphScopes, Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  return succeed({
    scopes: await scopeStatuses(deps.db, at),
    mayObserve: at === undefined && may(roles, "observe"),
  });
}
