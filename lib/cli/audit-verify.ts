import { openDatabase } from "#lib/adapters/db/client.ts";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { verifyAudit } from "#lib/usecases/audit/verify-audit.ts";
import { operator } from "./operator.ts";
import { withOwnerUrl } from "./with-owner-url.ts";

/** `npm run audit:verify`: checks the log as its owner. Exit code 1 when it is not intact. */
runProgram(() => withOwnerUrl(verify));

async function verify(url: string): Promise<void> {
  const db = openDatabase(url, { applicationName: "sallyport-audit-verify", connections: 1 });
  try {
    const result = await verifyAudit({ db }, operator, signedCheckpoint);
    if (!result.ok) throw new Error(result.problem.sentence);
    const { checked, signed, waiting, faults, faultCount } = result.value;
    const young = waiting === 0 ? "" : ` ${waiting} more wait for their place.`;
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    if (faultCount > faults.length) process.stdout.write(`... and ${faultCount - faults.length} more.\n`);
    process.stdout.write(
      faultCount === 0
        ? `The log agrees with itself: ${checked} entries, no gap, no edit, the first ${signed} as they were signed.${young} Whether its end was cut off together with its checkpoints can be told only with one kept outside: sallyport audit verify.\n`
        : `The log is BROKEN in ${faultCount} places, of ${checked} entries.${young}\n`,
    );
    if (faultCount > 0) process.exitCode = 1;
  } finally {
    await db.$disconnect();
  }
}
