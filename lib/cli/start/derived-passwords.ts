/**
 * On a server that is not our own, roles belong to every installation that uses it: a password we made is given only to
 * a role that has none, or the connections of whoever gave it the one it has would fail.
 */
import pg from "pg";
import { urlForRole } from "#lib/adapters/db/role-passwords.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { connectAsOwner } from "../migrate-database.ts";

/** Those of `passwords` (by role) that may be set; nothing is changed. Refuses where one neither works nor may be set. */
export async function derivedPasswordsToSet(
  ownerUrl: string,
  passwords: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const toSet: Record<string, string> = {};
  const owner = await connectAsOwner(ownerUrl);
  try {
    for (const [role, password] of Object.entries(passwords)) {
      if (await hasNoPassword(owner, role)) toSet[role] = password;
      else await refuseUnlessSignsIn(ownerUrl, role, password);
    }
    return toSet;
  } finally {
    await owner.end();
  }
}

/** Also where there is no such role yet. Of one that is there only a superuser may ask: to others it has one. */
async function hasNoPassword(owner: pg.Client, role: string): Promise<boolean> {
  const { rowCount } = await owner.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  if (rowCount === 0) return true;
  try {
    const { rows } = await owner.query<{ none: boolean }>(
      "SELECT rolpassword IS NULL AS none FROM pg_authid WHERE rolname = $1",
      [role],
    );
    return rows[0]?.none ?? true;
  } catch (error) {
    if (isMissingPrivilege(error)) return false;
    throw error;
  }
}

async function refuseUnlessSignsIn(ownerUrl: string, role: string, password: string): Promise<void> {
  const client = new pg.Client({
    connectionString: urlForRole(ownerUrl, role, password),
    connectionTimeoutMillis: 10_000,
  });
  client.on("error", () => {
    // Its end is all that is left to do with it.
  });
  try {
    await client.connect();
  } catch (error) {
    // The password was right; the migrations let the role into this database.
    if (isMissingPrivilege(error)) return;
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new StartupRefusal(
      `The role ${role} is another installation's, or this data folder is not the one that made its password (${reason}): ` +
        "set WEB_DATABASE_URL and WORKER_DATABASE_URL to this database with the passwords that sallyport_web and " +
        "sallyport_worker have on its server, or name a DATABASE_URL on a server of its own.",
    );
  } finally {
    await client.end();
  }
}

const isMissingPrivilege = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === "42501";
