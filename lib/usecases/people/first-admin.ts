import { appendAudit } from "../audit/append-audit.ts";
import type { SystemActor, Transaction } from "../ports.ts";
import type { AdmittedPerson, ProvenIdentity } from "./proven-identity.ts";

/** Whether the operator's words name this identity: its subject, or its e-mail address if that is verified. */
export function isNamedFirstAdmin(named: string | null, identity: ProvenIdentity): boolean {
  if (named === null) return false;
  if (named === identity.subject) return true;
  return identity.emailVerified === true && identity.email?.toLowerCase() === named.toLowerCase();
}

/**
 * Gives the one whom the operator named the first cloud admin role, when nobody has ever held it. From then on cloud
 * admins give each other roles, and one always remains.
 */
export async function bootstrapFirstAdmin(
  transaction: Transaction,
  operator: SystemActor,
  named: string | null,
  identity: ProvenIdentity,
  person: AdmittedPerson,
): Promise<void> {
  if (!isNamedFirstAdmin(named, identity)) return;
  // The lock that guards the last cloud admin guards the first one, too.
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(72707370)`;
  const earlier = await transaction.roleAssignment.count({ where: { role: "cloud_admin" } });
  if (earlier > 0) return;
  await transaction.roleAssignment.create({
    data: { personId: person.personId, role: "cloud_admin" },
    select: { id: true },
  });
  await appendAudit(transaction, {
    actor: operator,
    action: "role.given",
    subjects: { personId: person.personId },
    details: { role: "cloud_admin", to: person.displayName, because: "named as the first cloud admin" },
  });
}
