import type { Database } from "../ports.ts";
import type { AdmittedPerson } from "./proven-identity.ts";

/** Who an identity belongs to, disabled or not; null when nobody. */
export async function findPersonByIdentity(
  db: Database,
  issuer: string,
  subject: string,
): Promise<AdmittedPerson | null> {
  const known = await db.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { person: { select: { id: true, displayName: true, email: true } } },
  });
  if (known === null) return null;
  return { personId: known.person.id, displayName: known.person.displayName, email: known.person.email };
}
