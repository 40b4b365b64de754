/** For queries: which changes there were at a moment of the past, and which of them were not over. */
import type { ChangeState } from "#lib/core/approval/change-state.ts";
import { endedBy } from "../observation/observation-rows.ts";
import type { Database } from "../ports.ts";

/** Asked for by then. A draft was its author's alone then too. */
export const existedAt = (personId: string, at: Date) => ({
  createdAt: endedBy(at),
  OR: [
    { requesterId: personId },
    { moves: { none: { fromState: "draft", toState: { not: "draft" }, at: { gte: endedBy(at).lt ?? at } } } },
  ],
});

const FOREVER: ChangeState[] = ["applied", "failed", "rejected", "cancelled", "expired"];

/** Stale then and opened again since: what is stored of these alone does not say that they were over for a while. */
const staleForAWhile = (db: Database, until: Date): Promise<readonly { readonly id: string }[]> =>
  db.$queryRaw`
    SELECT move.change_id::text AS id FROM change_move move
     WHERE move.from_state = 'stale' AND move.at >= ${until}
       AND NOT EXISTS (SELECT 1 FROM change_move earlier
                        WHERE earlier.change_id = move.change_id AND earlier.version < move.version
                          AND earlier.at >= ${until})`;

/** Not known to have been over then: one whose state of then nobody knows is among them. */
export async function underWayAt(db: Database, at: Date) {
  const until = endedBy(at).lt ?? at;
  const stale = await staleForAWhile(db, until);
  return {
    moves: { none: { toState: { in: FOREVER }, at: { lt: until } } },
    // Only what is over has such a time, and what is over for good was so ever since.
    OR: [{ finishedAt: null }, { finishedAt: { gte: until } }],
    id: { notIn: stale.map(({ id }) => id) },
  };
}
