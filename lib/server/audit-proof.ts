import { proveEntry } from "#lib/usecases/audit/prove-entry.ts";
import { auditEntryInput } from "#lib/usecases/audit/read-audit-entry.ts";
import { currentSession } from "./current-session.ts";
import { webDatabase } from "./web-database.ts";

/** The proof of one entry, as a file; null for nobody, for whoever may not read the log, and while there is none. */
export async function auditProof(
  id: string,
): Promise<{ readonly name: string; readonly text: string } | null> {
  const session = await currentSession();
  const input = auditEntryInput.safeParse({ id });
  if (session === null || !input.success) return null;
  const proof = await proveEntry({ db: webDatabase() }, session.actor, input.data);
  return proof.ok
    ? { name: `sallyport-entry-${proof.value.index}.tlog-proof`, text: proof.value.proof }
    : null;
}
