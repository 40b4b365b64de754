import { type Action, may } from "#lib/core/approval/authority.ts";
import { ABSENT, forbidden, type Refusal } from "#lib/core/refusal.ts";
import type { Actor, Transaction } from "../ports.ts";
import { heldRoles } from "./held-roles.ts";

/**
 * Null when `actor` may do `action` with the roles held now. The operator, who owns the database, may; the worker
 * never acts for itself. Who may not even read learns nothing.
 */
export async function authorise(
  transaction: Transaction,
  actor: Actor,
  action: Action,
): Promise<Refusal | null> {
  if (actor.kind === "system") {
    return actor.name === "operator" ? null : forbidden("The worker does this for nobody.");
  }
  const roles = await heldRoles(transaction, actor.personId);
  if (may(roles, action)) return null;
  return may(roles, "read") ? forbidden("None of your roles allows this.") : ABSENT;
}
