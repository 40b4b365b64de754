import type { Deps } from "../ports.ts";

/** A look without a sign of life for so long has likely lost its worker, and no other is held back by it. */
const LOST_AFTER_SECONDS = 10;

/**
 * Asks for a look at every scope whose last one began longer than `intervalSeconds` ago, by the database's time. A
 * look that waits already is not asked for twice. Returns how many are due.
 */
export async function enqueueDueLooks(deps: Deps, intervalSeconds: number): Promise<number> {
  const due = await deps.db.$queryRaw<{ id: string }[]>`
    SELECT scope.id FROM scope
     WHERE scope.enabled AND NOT EXISTS (
       SELECT 1 FROM observation
        WHERE observation.scope_id = scope.id
          AND observation.started_at > now() - ${intervalSeconds} * interval '1 second'
          AND (observation.state <> 'running'
               OR coalesce((observation.progress->>'aliveAt')::timestamptz, observation.started_at)
                  > now() - ${LOST_AFTER_SECONDS} * interval '1 second'))`;
  for (const { id } of due) {
    await deps.db.$transaction((transaction) =>
      deps.queue.enqueue(transaction, { name: "observe-scope", scopeId: id, requestedBy: null }),
    );
  }
  return due.length;
}
