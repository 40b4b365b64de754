import { appendAudit } from "../audit/append-audit.ts";
import type { SessionDeps } from "./session-deps.ts";
import { sessionName } from "./session-name.ts";

/** Ends a session: its person signed out, or signed in anew. A second time changes nothing. */
export async function closeSession(deps: SessionDeps, tokenHash: string): Promise<void> {
  await deps.db.$transaction(async (transaction) => {
    const session = await transaction.session.findUnique({
      where: { tokenHash },
      select: { personId: true, person: { select: { displayName: true } } },
    });
    if (session === null) return;
    const { count } = await transaction.session.deleteMany({ where: { tokenHash } });
    if (count === 0) return;
    const actor = deps.mintPerson({ personId: session.personId, displayName: session.person.displayName });
    await appendAudit(transaction, {
      actor,
      action: "person.signed-out",
      details: { session: sessionName(tokenHash) },
    });
  });
}
