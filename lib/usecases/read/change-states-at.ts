/** The states that changes had at a moment of the past, as their recorded moves tell them. */
import type { ChangeState } from "#lib/core/approval/change-state.ts";
import { endedBy } from "../observation/observation-rows.ts";
import type { Database } from "../ports.ts";
import { changeStateOf } from "./change-state-of.ts";

export interface StateThen {
  /** Null where no recorded move tells it: moves have been kept only since some version of Sallyport. */
  readonly state: ChangeState | null;
  /** Nothing has moved it since: what is stored of it is what was stored then. */
  readonly isLast: boolean;
  /** It was put up, drafted or opened again since: plan, reason and deadline of then may have been others. */
  readonly mayHaveBeenAnother: boolean;
}

interface Row {
  readonly id: string;
  readonly state: string | null;
  readonly isLast: boolean;
  readonly mayHaveBeenAnother: boolean;
}

/**
 * By id. Each move leads to the next version of a change, so a state is known from the move that led to it where no
 * version is missing up to the next one, and from the next one where it was the first.
 */
export async function changeStatesAt(
  db: Database,
  ids: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, StateThen>> {
  const until = endedBy(at).lt;
  const rows = await db.$queryRaw<Row[]>`
    SELECT change.id::text AS id,
           CASE WHEN past.version = coalesce(next.version - 1, change.version) THEN past.to_state
                WHEN past.version IS NOT NULL THEN NULL
                WHEN next.version IS NULL AND change.version = 1 THEN change.state
                WHEN next.version = 1 THEN next.to_state
                WHEN next.version = 2 THEN next.from_state END AS state,
           next.version IS NULL AND coalesce(past.version, 1) = change.version AS "isLast",
           EXISTS (SELECT 1 FROM change_move move
                    WHERE move.change_id = change.id AND move.at >= ${until} AND move.version > 1
                      AND move.to_state IN ('draft', 'open')) AS "mayHaveBeenAnother"
      FROM change_request change
      LEFT JOIN LATERAL (SELECT version, to_state FROM change_move
                          WHERE change_id = change.id AND at < ${until}
                          ORDER BY version DESC LIMIT 1) past ON true
      LEFT JOIN LATERAL (SELECT version, from_state, to_state FROM change_move
                          WHERE change_id = change.id AND at >= ${until}
                          ORDER BY version LIMIT 1) next ON true
     WHERE change.id = ANY(${[...ids]}::uuid[])`;
  return new Map(
    rows.map(({ id, state, isLast, mayHaveBeenAnother }) => [
      id,
      { state: state === null ? null : changeStateOf(state), isLast, mayHaveBeenAnother },
    ]),
  );
}
