import { appendAudit } from "../audit/append-audit.ts";
import type { SessionDeps } from "./session-deps.ts";
import { IDLE_SECONDS, LONGEST_SECONDS } from "./session-life.ts";
import { sessionName } from "./session-name.ts";

/** Opens a session for somebody who has just been admitted. Answers when it ends at the latest. */
export async function openSession(deps: SessionDeps, personId: string, tokenHash: string): Promise<Date> {
  return deps.db.$transaction(async (transaction) => {
    const { displayName } = await transaction.person.findUniqueOrThrow({
      where: { id: personId, disabledAt: null },
      select: { displayName: true },
    });
    await transaction.$executeRaw`
      DELETE FROM session WHERE person_id = ${personId}::uuid AND expires_at <= now()`;
    const [row] = await transaction.$queryRaw<{ latest: Date }[]>`
      INSERT INTO session (token_hash, person_id, expires_at)
      VALUES (${tokenHash}, ${personId}::uuid, now() + make_interval(secs => ${IDLE_SECONDS}))
      RETURNING created_at + make_interval(secs => ${LONGEST_SECONDS}) AS latest`;
    if (row === undefined) throw new Error("The database opened no session.");
    const actor = deps.mintPerson({ personId, displayName });
    await appendAudit(transaction, {
      actor,
      action: "person.signed-in",
      details: { session: sessionName(tokenHash) },
    });
    return row.latest;
  });
}
