import type { Database } from "../ports.ts";

/** A look that has ended, whether or not it told anything. */
export interface ToldLook {
  /** ISO 8601 UTC: when it ended. */
  readonly at: string;
  readonly state: string;
  readonly changes: number;
}

/** Looks that followed one another without anything else happening to the stack. */
export interface LooksEvent {
  readonly kind: "looks";
  /** When the last of them ended, and the first. */
  readonly at: string;
  readonly since: string;
  readonly count: number;
  /** How many of them found anything new in the account and Region. */
  readonly withNews: number;
  /** How many could not read everything, and how many told nothing. */
  readonly partial: number;
  readonly failed: number;
}

/** A year of looks every five minutes. */
const MOST_LOOKS = 110_000;

/** The looks that ended in a span of time, newest first. */
export async function toldLooks(
  db: Database,
  scopeId: string,
  from: Date,
  until: Date,
): Promise<readonly ToldLook[]> {
  const rows = await db.observation.findMany({
    where: { scopeId, finishedAt: { gte: from, lte: until } },
    orderBy: [{ finishedAt: "desc" }, { id: "desc" }],
    take: MOST_LOOKS,
    select: { finishedAt: true, state: true, changes: true },
  });
  return rows.flatMap(({ finishedAt, state, changes }) =>
    finishedAt === null ? [] : [{ at: finishedAt.toISOString(), state, changes }],
  );
}

const condensed = (looks: readonly ToldLook[]): LooksEvent | null => {
  const [last] = looks;
  const first = looks.at(-1);
  if (last === undefined || first === undefined) return null;
  const count = (isCounted: (look: ToldLook) => boolean): number => looks.filter(isCounted).length;
  return {
    kind: "looks",
    at: last.at,
    since: first.at,
    count: looks.length,
    withNews: count(({ changes }) => changes > 0),
    partial: count(({ state }) => state === "partial"),
    failed: count(({ state }) => state === "failed"),
  };
};

/** One entry for all the looks between two events. Both lists newest first; a look at an event's time follows it. */
export const condensedLooks = (
  looks: readonly ToldLook[],
  eventsAt: readonly string[],
): readonly LooksEvent[] => {
  const rows: LooksEvent[] = [];
  let next = 0;
  for (const event of [...eventsAt, ""]) {
    const start = next;
    while (next < looks.length && (looks[next]?.at ?? "") > event) next += 1;
    const run = condensed(looks.slice(start, next));
    if (run !== null) rows.push(run);
  }
  return rows;
};
