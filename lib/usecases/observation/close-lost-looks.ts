import type { Database } from "../ports.ts";

/** A look that takes longer has lost its worker. */
const LONGEST_MINUTES = 15;

/** Ends the looks whose worker ended before them, so that no page shows them as running. */
export async function closeLostLooks(db: Database): Promise<void> {
  await db.$executeRaw`
    UPDATE observation SET state = 'failed', finished_at = now(), problem = 'The worker ended during this look.'
     WHERE state = 'running' AND started_at < now() - ${LONGEST_MINUTES} * interval '1 minute'`;
}
