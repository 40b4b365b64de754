import { may } from "#lib/core/approval/authority.ts";
import { isDefaultGroup } from "#lib/core/group/managed-by.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { bindingsSchema } from "#lib/formats/stack/stored-bindings.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { lastObservation } from "./known-observation.ts";

/** A group of the stack's VPC that is none of its own. Its name is foreign text. */
export interface ReplacementGroup {
  readonly groupId: string;
  readonly name: string;
}

/** What interfaces could carry instead of a stack's groups; the VPC's default group first, then by name. */
export async function readReplacementGroups(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { stackId }: { readonly stackId: string },
): Promise<Result<readonly ReplacementGroup[], Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const stack = await deps.db.stack.findFirst({ where: { id: stackId, retiredAt: null } });
  if (stack === null) return fail(ABSENT);
  const observation = await lastObservation(deps.db, stack.scopeId);
  const own = new Set(
    bindingsSchema
      .parse(stack.bindings)
      .flatMap(({ primaryGroupId, otherGroupIds }) => [primaryGroupId, ...otherGroupIds]),
  );
  const groups = (observation?.groups ?? []).filter(
    ({ vpcId, groupId }) => vpcId === stack.vpcId && !own.has(groupId),
  );
  const first = groups.filter(isDefaultGroup);
  const others = groups
    .filter((group) => !isDefaultGroup(group))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
  return succeed([...first, ...others].map(({ groupId, name }) => ({ groupId, name })));
}
