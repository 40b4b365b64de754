import type { Database } from "../ports.ts";
import { stackRowsAt } from "../read/stack-rows-at.ts";
import type { PostureChoice } from "./posture-samples.ts";

interface Asked {
  /** Names; empty for all. */
  readonly team: string;
  readonly stack: string;
  /** As of this moment; absent for now. */
  readonly at?: Date | undefined;
}

export interface ChosenStacks {
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly stacks: readonly { readonly id: string; readonly name: string; readonly teamName: string }[];
  readonly choice: PostureChoice;
}

/** No id of anything: an empty list would be no limit. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

const limitTo = (name: string, ids: readonly string[]): readonly string[] =>
  name === "" ? [] : ids.length === 0 ? [NOBODY] : ids;

const stacksInUse = (db: Database, at: Date | undefined) =>
  at === undefined
    ? db.stack.findMany({
        where: { retiredAt: null },
        orderBy: { name: "asc" },
        select: { id: true, name: true, team: { select: { id: true, name: true } } },
      })
    : stackRowsAt(db, at);

/**
 * The teams and stacks in use that names choose. Null when a name is nobody's now; at a moment of the past nothing is
 * chosen by it.
 */
export async function chosenStacks(db: Database, { team, stack, at }: Asked): Promise<ChosenStacks | null> {
  const rows = (await stacksInUse(db, at)).filter(
    (row) => (team === "" || row.team.name === team) && (stack === "" || row.name === stack),
  );
  if (rows.length === 0 && at === undefined && (team !== "" || stack !== "")) return null;
  const teams = new Map(rows.map((row) => [row.team.id, row.team]));
  return {
    teams: [...teams.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    stacks: rows.map(({ id, name, team: { name: teamName } }) => ({ id, name, teamName })),
    choice: {
      teamIds: limitTo(team, [...teams.keys()]),
      stackIds: limitTo(
        stack,
        rows.map(({ id }) => id),
      ),
    },
  };
}
