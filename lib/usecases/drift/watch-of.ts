import type { Transaction } from "../ports.ts";

/** What is done about a rule that changed outside: told, proposed to be put back, or put back at once. */
export const WATCH_MODES = ["tell", "propose", "restore"] as const;
export type WatchMode = (typeof WATCH_MODES)[number];

export interface Watch {
  readonly mode: WatchMode;
  /** How often one rule is put back within an hour, at most. */
  readonly mostPerHour: number;
  /** Null where nobody has chosen. */
  readonly chosenById: string | null;
  /** 0 where nobody has chosen. */
  readonly version: number;
}

const NOT_CHOSEN: Watch = { mode: "tell", mostPerHour: 3, chosenById: null, version: 0 };

/** What was chosen for a stack. It does not change until the transaction ends. */
export async function watchOf(transaction: Transaction, stackId: string): Promise<Watch> {
  await transaction.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`watch ${stackId}`}, 0))::text`;
  const row = await transaction.driftWatch.findUnique({ where: { stackId } });
  if (row === null) return NOT_CHOSEN;
  const mode = WATCH_MODES.find((each) => each === row.mode) ?? "tell";
  return { mode, mostPerHour: row.mostPerHour, chosenById: row.chosenById, version: row.version };
}
