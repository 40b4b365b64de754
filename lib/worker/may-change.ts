/**
 * Whether this process may change EC2 now. Everything but the end of access whose time is over waits while the log takes
 * no entry, the schema is newer than the code, the clock is off, or the database may not be the one it was.
 */
import path from "node:path";
import { readMigrations } from "#lib/adapters/db/migration-files.ts";
import type { Ec2Gate } from "#lib/usecases/apply/ec2-gate.ts";
import { logTakesEntries } from "#lib/usecases/audit/log-takes-entries.ts";
import type { Database } from "#lib/usecases/ports.ts";
import { readSafeMode } from "#lib/usecases/safe-mode/read-safe-mode.ts";
import { worker } from "./actor.ts";
import { type Clock, FAR_OFF_MS, OFF_MS } from "./clock.ts";

const KNOWN_MIGRATIONS: ReadonlySet<string> = new Set(
  readMigrations(path.resolve(import.meta.dirname, "..", "..", "prisma", "migrations")).map(
    ({ name }) => name,
  ),
);

/** Migrations of the database that this code knows nothing of. */
async function unknownMigrations(db: Database): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`;
  return rows.map(({ name }) => name).filter((name) => !KNOWN_MIGRATIONS.has(name));
}

/** Why nothing but the end of access may be changed now; null when all may. Throws when the database cannot be asked. */
export async function whyNoChanges(db: Database, clock: Clock): Promise<string | null> {
  const skew = Math.abs(clock.skewMs());
  if (skew > OFF_MS) return `This worker's clock is ${Math.round(skew / 1_000)} s off the database's.`;
  const safeMode = await readSafeMode(db);
  if (safeMode !== null)
    return "Sallyport is in safe mode: a cloud admin has to confirm its database in Settings.";
  const unknown = await unknownMigrations(db);
  if (unknown.length > 0)
    return `The database has migrations that this version does not know: ${unknown.join(", ")}.`;
  try {
    await logTakesEntries(db, worker);
  } catch {
    return "The log takes no entry.";
  }
  return null;
}

/**
 * Opens nothing, and begins no call, that must wait. Reading is always allowed, but for a clock that is far off.
 * `lookIfOther`: whether the database is still the one it was.
 */
export function guardedGate(
  gate: Ec2Gate,
  db: Database,
  clock: Clock,
  lookIfOther: () => Promise<void>,
): Ec2Gate {
  const demand = async (urgency: Parameters<Ec2Gate["open"]>[1]): Promise<void> => {
    if (Math.abs(clock.skewMs()) > FAR_OFF_MS) {
      throw new Error("This worker's clock is more than five minutes off the database's: nothing is signed.");
    }
    if (urgency === "expiry") return;
    await lookIfOther();
    const why = await whyNoChanges(db, clock);
    if (why !== null) throw new Error(`Nothing is changed on EC2 now. ${why}`);
  };
  return {
    async open(scope, urgency) {
      await demand(urgency);
      const session = await gate.open(scope, urgency);
      return {
        ...session,
        async ready() {
          await demand(urgency);
          await session.ready();
        },
      };
    },
  };
}
