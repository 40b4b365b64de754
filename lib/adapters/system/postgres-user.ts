import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { StartupRefusal } from "./startup-refusal.ts";

const userName = "postgres";

/** The OS user PostgreSQL runs as: undefined means the one we run as ourselves. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root lends it another user, created when there is none. */
export function findPostgresUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return lookUp() ?? create();
}

function lookUp(): PostgresUser | undefined {
  try {
    const number = (flag: string): number =>
      Number(execFileSync("id", [flag, userName], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: number("-u"), gid: number("-g") };
  } catch {
    return undefined;
  }
}

function create(): PostgresUser {
  try {
    execFileSync("groupadd", ["--system", userName], { stdio: "ignore" });
    execFileSync("useradd", ["--system", "--no-create-home", "-g", userName, userName], { stdio: "ignore" });
  } catch {
    // Whatever went wrong shows in the look-up that follows.
  }
  const user = lookUp();
  if (user) return user;
  throw new StartupRefusal(
    `PostgreSQL does not run as root and no OS user "${userName}" could be created: start as another user, or set DATABASE_URL.`,
  );
}

/**
 * Whether `user` may pass through every directory above `target`. A checkout under `/root` is closed to
 * everybody else, PostgreSQL's user included.
 */
export function canReach(user: PostgresUser, target: string): boolean {
  for (let directory = path.dirname(path.resolve(target)); ; directory = path.dirname(directory)) {
    const { mode, uid, gid } = statSync(directory);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (directory === path.dirname(directory)) return true;
  }
}
