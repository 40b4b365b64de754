import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";

interface Choice {
  readonly id: string;
  readonly name: string;
}

export interface AuditChoices {
  readonly people: readonly Choice[];
  readonly stacks: readonly Choice[];
  readonly mayVerify: boolean;
}

/** What the log can be filtered by, for the selections on its page. */
export async function auditChoices(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
): Promise<Result<AuditChoices, Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read-audit")) return fail(ABSENT);
  const people = await deps.db.person.findMany({
    orderBy: { displayName: "asc" },
    select: { id: true, displayName: true },
  });
  const stacks = await deps.db.stack.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } });
  return succeed({
    people: people.map(({ id, displayName }) => ({ id, name: displayName })),
    stacks,
    mayVerify: may(roles, "verify-audit"),
  });
}
