import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client.ts";

export interface DatabaseOptions {
  /** Shown in pg_stat_activity: which process holds a connection. */
  readonly applicationName: string;
  /** At most so many connections. */
  readonly connections: number;
}

/**
 * A client of the database that `url` names, signed in as the role the URL names. Connects at the first query.
 * Statements end after 30 s, and a transaction left idle after 60 s, so that a stuck process blocks nobody for long.
 */
export function openDatabase(url: string, options: DatabaseOptions): PrismaClient {
  const adapter = new PrismaPg({
    connectionString: url,
    application_name: options.applicationName,
    max: options.connections,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  return new PrismaClient({
    adapter,
    errorFormat: "minimal",
    transactionOptions: { isolationLevel: "ReadCommitted", maxWait: 10_000, timeout: 30_000 },
  });
}
