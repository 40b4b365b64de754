import { existsSync, readFileSync } from "node:fs";
import { ownCheckpointFile } from "#lib/adapters/checkpoints/own-file.ts";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import { readSignedNote } from "#lib/adapters/signing/signed-note.ts";
import { readEnvironment } from "#lib/adapters/system/environment.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { notesIn } from "#lib/formats/log/checkpoint-file.ts";
import { type AuditVerification, verifyAudit } from "#lib/usecases/audit/verify-audit.ts";
import { operator } from "./operator.ts";
import { withOwnerUrl } from "./with-owner-url.ts";

/**
 * `npm run audit:verify [-- CHECKPOINTS...]`: checks the log as its owner, against the files of checkpoints that are
 * named, else against the one that the worker keeps. Exit code 1 when it is not intact.
 */
runProgram(() => withOwnerUrl(verify));

function checkpointFiles(): readonly string[] {
  const named = process.argv.slice(2);
  const own = ownCheckpointFile(readEnvironment("operator", process.env));
  return named.length > 0 ? named : existsSync(own) ? [own] : [];
}

async function verify(url: string): Promise<void> {
  const files = checkpointFiles();
  // One that was cut off while it was written says nothing.
  const notes = files
    .flatMap((file) => notesIn(readFileSync(file, "utf8")))
    .filter((note) => readSignedNote(note) !== null);
  const db = openDatabase(url, { applicationName: "sallyport-audit-verify", connections: 1 });
  try {
    const result = await verifyAudit({ db }, operator, signedCheckpoint, notes);
    if (!result.ok) throw new Error(result.problem.sentence);
    const { faults, faultCount } = result.value;
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    if (faultCount > faults.length) process.stdout.write(`... and ${faultCount - faults.length} more.\n`);
    process.stdout.write(`${summary(result.value, files)}\n`);
    if (faultCount > 0) process.exitCode = 1;
  } finally {
    await db.$disconnect();
  }
}

function summary(
  { checked, signed, waiting, faultCount }: AuditVerification,
  files: readonly string[],
): string {
  const young = waiting === 0 ? "" : ` ${waiting} more wait for their place.`;
  if (faultCount > 0) return `The log is BROKEN in ${faultCount} places, of ${checked} entries.${young}`;
  const held =
    files.length === 0
      ? " Whether its end was cut off together with its checkpoints cannot be told from here: name a file of checkpoints that was kept outside."
      : ` Held against ${files.join(", ")}: what was signed there is there.`;
  const asSigned = signed === 0 ? "none of them signed yet" : `the first ${signed} as they were signed`;
  return `The log agrees with itself: ${checked} entries, no gap, no edit, ${asSigned}.${young}${held}`;
}
