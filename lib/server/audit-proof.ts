/** Proofs of the log as files; nothing for nobody, for whoever may not read it, and while there is none. */
import { consistencyInput, proveConsistency } from "#lib/usecases/audit/prove-consistency.ts";
import { proveEntry } from "#lib/usecases/audit/prove-entry.ts";
import { auditEntryInput } from "#lib/usecases/audit/read-audit-entry.ts";
import { currentSession } from "./current-session.ts";
import { webDatabase } from "./web-database.ts";

const HEADERS = {
  "cache-control": "no-store",
  "content-type": "text/plain; charset=utf-8",
  "x-content-type-options": "nosniff",
} as const;

function answerWith(name: string, text: string): Response {
  const disposition = { "content-disposition": `attachment; filename="${name}"` };
  return new Response(text, { headers: { ...HEADERS, ...disposition } });
}

const nothing = (): Response =>
  new Response("There is nothing here, nothing for you, or nothing that was signed yet.\n", {
    status: 404,
    headers: HEADERS,
  });

/** That one entry is in the log that was signed (C2SP tlog-proof). */
export async function entryProof(id: string): Promise<Response> {
  const session = await currentSession();
  const input = auditEntryInput.safeParse({ id });
  if (session === null || !input.success) return nothing();
  const proven = await proveEntry({ db: webDatabase() }, session.actor, input.data);
  if (!proven.ok) return nothing();
  return answerWith(`sallyport-entry-${proven.value.index}.tlog-proof`, proven.value.proof);
}

/** That the log begins with the first `since` entries, as a checkpoint that somebody kept says (C2SP tlog-witness). */
export async function consistencyProof(request: Request): Promise<Response> {
  const session = await currentSession();
  const input = consistencyInput.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (session === null || !input.success) return nothing();
  const proven = await proveConsistency({ db: webDatabase() }, session.actor, input.data);
  if (!proven.ok) return nothing();
  const { since, size, proof } = proven.value;
  return answerWith(`sallyport-log-${since}-${size}.consistency`, proof);
}
