import { canReach, findPostgresUser, type PostgresUser } from "./postgres-user.ts";

/** How to spawn a PostgreSQL program: as whom, and wrapped in what. */
export interface PostgresCommand {
  readonly file: string;
  readonly args: string[];
  readonly options: { uid?: number; gid?: number; cwd: string };
  readonly user: PostgresUser | undefined;
}

/**
 * The command that runs `program` on `dataDirectory`. When we are root and the directories above are closed
 * to PostgreSQL's user, `setpriv` lets it pass permission bits of files, which root could do anyway.
 */
export function postgresCommand(program: string, args: string[], dataDirectory: string): PostgresCommand {
  const user = findPostgresUser();
  if (user === undefined) return { file: program, args, options: { cwd: "/" }, user };
  if (canReach(user, program) && canReach(user, dataDirectory)) {
    return { file: program, args, options: { uid: user.uid, gid: user.gid, cwd: "/" }, user };
  }
  const identity = ["--reuid", String(user.uid), "--regid", String(user.gid), "--clear-groups"];
  const capability = ["--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"];
  return {
    file: "setpriv",
    args: [...identity, ...capability, program, ...args],
    options: { cwd: "/" },
    user,
  };
}
