import type { Database, Transaction } from "./ports.ts";

/**
 * The database's time: the start of the transaction, to the millisecond. It alone decides what has ended; the clocks
 * of web and worker processes decide nothing.
 */
export async function databaseTime(transaction: Transaction | Database): Promise<Date> {
  const [row] = await transaction.$queryRaw<{ at: Date }[]>`
    SELECT date_trunc('milliseconds', transaction_timestamp()) AS at`;
  if (row === undefined) throw new Error("The database told no time.");
  return row.at;
}

/** The database's time this very moment, however long ago the transaction began: for what is read behind a lock. */
export async function databaseClock(transaction: Transaction): Promise<Date> {
  const [row] = await transaction.$queryRaw<{ at: Date }[]>`
    SELECT date_trunc('milliseconds', clock_timestamp()) AS at`;
  if (row === undefined) throw new Error("The database told no time.");
  return row.at;
}
