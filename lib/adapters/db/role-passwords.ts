import pg from "pg";

/** The two database roles the processes sign in as; migrations make them, without passwords. */
export const webRole = "sallyport_web";
export const workerRole = "sallyport_worker";

/** The one that may erase what the log says of people. It may sign in only while the operator's command runs. */
export const eraserRole = "sallyport_eraser";

/** Lets `role` sign in with `password`. `client` is connected as the owner. */
export async function setRolePassword(client: pg.Client, role: string, password: string): Promise<void> {
  // ALTER ROLE takes no parameters, so both are quoted here.
  await client.query(`ALTER ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
}

/** Lets `role` sign in no more. */
export async function shutRole(client: pg.Client, role: string): Promise<void> {
  await client.query(`ALTER ROLE ${pg.escapeIdentifier(role)} NOLOGIN PASSWORD NULL`);
}

/** `ownerUrl` with another user and password: the same server and database. */
export function urlForRole(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.toString();
}
