import { createEc2Gate } from "#lib/adapters/ec2/ec2-gate.ts";
import { listGroups } from "#lib/adapters/ec2/read-groups.ts";
import { readEnvironment } from "#lib/adapters/system/environment.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { sweep } from "#lib/usecases/expiry/sweep.ts";
import { openAccounts } from "./accounts.ts";

const REQUEST_MS = 20_000;

/**
 * `npm run sweep -- [--dry-run] [ACCOUNT/REGION ...]`: revokes grants whose time is over by what their rules say on EC2,
 * without the database. For cron, on a machine whose clock is kept right, with a role that may revoke and nothing else.
 * Prints a line of JSON for each rule; ends with 1 when any is still there or anything could not be read or done.
 */
runProgram(async () => {
  const given = process.argv.slice(2);
  const isTrial = given.includes("--dry-run");
  const { clients, configured } = openAccounts(readEnvironment("sweep", process.env), {
    requestDeadlineMs: REQUEST_MS,
  });
  const named = given.filter((word) => word !== "--dry-run").map(placeOf);
  const places =
    named.length > 0
      ? named
      : (configured ?? []).flatMap(({ access, regions }) =>
          regions.map((region) => ({ accountId: access.accountId, region })),
        );
  if (places.length === 0) throw new StartupRefusal("Name what to sweep: ACCOUNT/REGION.");
  for (const place of places) {
    try {
      const to = await clients.connect(place.accountId, place.region, "write", true);
      const session = await createEc2Gate(clients).open(place, "expiry");
      const problem = await sweep(
        { listGroups: () => listGroups(to, () => undefined), session },
        place,
        new Date(),
        isTrial,
        (line) => {
          process.stdout.write(`${JSON.stringify(line)}\n`);
          if (line.outcome === "still-there" || line.outcome === "unknown") process.exitCode = 1;
        },
      );
      if (problem !== null) throw new Error(problem);
    } catch (error) {
      process.exitCode = 1;
      const message = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${JSON.stringify({ ...place, problem: message })}\n`);
    }
  }
  clients.close();
});

function placeOf(text: string): { readonly accountId: string; readonly region: string } {
  const [, accountId, region] = /^(\d{12})\/([a-z0-9-]+)$/.exec(text) ?? [];
  if (accountId === undefined || region === undefined) {
    throw new StartupRefusal(`Not an ACCOUNT/REGION: ${JSON.stringify(text)}.`);
  }
  return { accountId, region };
}
