import { existsSync } from "node:fs";
import path from "node:path";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { readEnvironment } from "#lib/adapters/system/environment.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { verifyAudit } from "#lib/usecases/audit/verify-audit.ts";
import { operator } from "./operator.ts";

const root = path.resolve(import.meta.dirname, "..", "..");

/** `npm run audit:verify`: checks the log in the database of `DATABASE_URL`. Exit code 1 when it is not intact. */
runProgram(async () => {
  if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
  const { DATABASE_URL: url } = readEnvironment("owner", process.env);
  const db = openDatabase(url, { applicationName: "sallyport-audit-verify", connections: 1 });
  try {
    const result = await verifyAudit({ db }, operator);
    if (!result.ok) throw new Error(result.problem.sentence);
    const { checked, waiting, faults, faultCount } = result.value;
    const young = waiting === 0 ? "" : ` ${waiting} more wait for their place.`;
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    if (faultCount > faults.length) process.stdout.write(`... and ${faultCount - faults.length} more.\n`);
    process.stdout.write(
      faultCount === 0
        ? `The log agrees with itself: ${checked} entries, no gap, no edit.${young} Whether its end was cut off cannot be told from here.\n`
        : `The log is BROKEN in ${faultCount} places, of ${checked} entries.${young}\n`,
    );
    if (faultCount > 0) process.exitCode = 1;
  } finally {
    await db.$disconnect();
  }
});
