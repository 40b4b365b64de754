import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";

export interface SigningKeyLine {
  readonly id: string;
  /** What verifies: public. */
  readonly verifier: string;
  readonly createdAt: string;
}

/** Newest first. */
export async function listSigningKeys(
  { db }: Pick<Deps, "db">,
  actor: PersonActor,
): Promise<Result<readonly SigningKeyLine[], Refusal>> {
  if (!may(await heldRoles(db, actor.personId), "read-audit")) return fail(ABSENT);
  const keys = await db.signingKey.findMany({ orderBy: { createdAt: "desc" } });
  return succeed(
    keys.map(({ id, verifier, createdAt }) => ({ id, verifier, createdAt: createdAt.toISOString() })),
  );
}
