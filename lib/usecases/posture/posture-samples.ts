import type { Standing } from "#lib/core/findings/exception/standing.ts";
import { BANDS, type BandCounts } from "#lib/core/posture/posture.ts";
import type { Database } from "../ports.ts";

/** What a set of stacks looked like at one moment. */
export interface PostureSample extends BandCounts {
  /** Which moment, from 0. */
  readonly moment: number;
  readonly stackId: string | null;
  readonly teamId: string | null;
  /** Null for what belongs to no stack. */
  readonly state: Standing | null;
  /** How many stacks are counted here. */
  readonly stacks: number;
  /** False: nobody had looked lately enough to know. Its counts are of the past, and nothing is drawn of them. */
  readonly isKnown: boolean;
}

/** What is counted: everything, or the stacks of some teams, or some stacks. Empty lists are no limit. */
export interface PostureChoice {
  readonly teamIds: readonly string[];
  readonly stackIds: readonly string[];
}

type Grouping = "together" | "team" | "stack";

interface Row extends BandCounts {
  readonly moment: number;
  readonly stackId: string | null;
  readonly teamId: string | null;
  readonly state: string | null;
  readonly stacks: number;
  readonly isKnown: boolean;
}

const STATES: readonly Standing[] = ["out-of-line", "unknown", "accepted", "in-line"];

const standing = (text: string | null): Standing | null => STATES.find((state) => state === text) ?? null;

/**
 * How things stood at each of these moments, summed by the database: by state, and where asked by team or by stack. No
 * more rows than moments times states (times teams or stacks asked for). The caller has checked that the actor may read.
 */
export async function postureSamples(
  db: Database,
  moments: readonly Date[],
  { teamIds, stackIds }: PostureChoice,
  by: Grouping,
): Promise<readonly PostureSample[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT (at.n - 1)::int AS moment, look.id IS NOT NULL AS "isKnown", p.state,
           CASE WHEN ${by} = 'team' THEN p.team_id ELSE NULL END AS "teamId",
           CASE WHEN ${by} = 'stack' THEN p.stack_id ELSE NULL END AS "stackId",
           count(p.stack_id)::int AS stacks,
           sum(p.critical)::int AS critical, sum(p.high)::int AS high, sum(p.medium)::int AS medium,
           sum(p.low)::int AS low, sum(p.note)::int AS note, sum(p.unknown)::int AS unknown,
           sum(p.accepted)::int AS accepted
      FROM unnest(${moments}::timestamptz[]) WITH ORDINALITY AS at (moment, n)
      JOIN posture p ON tstzrange(p.valid_from, p.valid_until) @> at.moment
      LEFT JOIN LATERAL (
        SELECT l.id FROM posture_look l
         WHERE l.scope_id = p.scope_id AND l.from_at <= at.moment AND l.until_at >= at.moment LIMIT 1) look ON true
     WHERE (cardinality(${teamIds}::uuid[]) = 0 OR p.team_id = ANY (${teamIds}::uuid[]))
       AND (cardinality(${stackIds}::uuid[]) = 0 OR p.stack_id = ANY (${stackIds}::uuid[]))
     GROUP BY 1, 2, 3, 4, 5
     ORDER BY 1, 3`;
  return rows.map((row) => ({
    ...row,
    state: standing(row.state),
    ...Object.fromEntries(BANDS.map((band) => [band, Number(row[band])])),
  }));
}
