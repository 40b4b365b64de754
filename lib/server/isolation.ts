/** How isolated web is from the firewalls, as DESIGN.md section 4 defines it: claimed only where it can be seen. */
import { webDatabaseRole } from "#lib/usecases/read/web-database-role.ts";
import { webDatabase } from "./web-database.ts";

export interface IsolationPart {
  readonly what: string;
  readonly holds: boolean;
  readonly why: string;
}

export async function isolationParts(): Promise<readonly IsolationPart[]> {
  const role = await webDatabaseRole(webDatabase());
  // A channel to a supervisor means that worker and web run side by side as one operating system user.
  const sideBySide = process.send !== undefined;
  return [
    {
      what: "Web and worker run as different operating system users or on different hosts, and web reaches neither the worker's files nor the instance metadata service",
      holds: false,
      why: sideBySide
        ? "npm start runs both as one user: start npm run web and npm run worker apart."
        : "Web runs on its own, but it cannot prove from inside that it does not reach the worker's files and the metadata service.",
    },
    {
      what: "They use different database roles, each with the least it needs",
      holds: !role.hasWorkerRights,
      why: role.hasWorkerRights
        ? `Web is ${role.name}, which may also do what only the worker should.`
        : `Web is ${role.name}, which may neither place log entries nor write the journal or observations.`,
    },
    {
      what: "Approvals are signed by the person who gives them",
      holds: false,
      why: "Approvals are rows that the database checks; they are not signed with a passkey yet.",
    },
  ];
}
