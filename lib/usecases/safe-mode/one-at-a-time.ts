import type { Transaction } from "../ports.ts";

/** Beginning and confirming safe mode wait for each other: neither acts on what the other has just changed. */
export const oneAtATime = (transaction: Transaction): Promise<unknown> =>
  transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('safe mode', 20255))`;
