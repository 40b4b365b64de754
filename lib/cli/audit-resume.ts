import { existsSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ownCheckpointFile } from "#lib/adapters/checkpoints/own-file.ts";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import { readEnvironment } from "#lib/adapters/system/environment.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { notesIn } from "#lib/formats/log/checkpoint-file.ts";
import { resumeSigning } from "#lib/usecases/audit/tree/resume-signing.ts";
import type { Database } from "#lib/usecases/ports.ts";
import { operator } from "./operator.ts";
import { withOwnerUrl } from "./with-owner-url.ts";

const USAGE = `npm run audit:resume -- --because TEXT [--file CHECKPOINTS]

After a restore from a backup the worker signs nothing: a checkpoint it kept says that the log had more. This writes in
the log that it goes on from the older state, tells cloud admins and security reviewers, and moves the file of checkpoints
aside. Run it where the worker keeps its file.`;

/** `npm run audit:resume`: the way on for the log after a restore. */
runProgram(async () => {
  const { values } = parseArgs({ options: { because: { type: "string" }, file: { type: "string" } } });
  const because = values.because?.trim() ?? "";
  if (because === "") throw new StartupRefusal(USAGE);
  await withOwnerUrl(async (url) => {
    const db = openDatabase(url, { applicationName: "sallyport-audit-resume", connections: 1 });
    try {
      await resume(db, path.resolve(values.file ?? ownFile()), because);
    } finally {
      await db.$disconnect();
    }
  });
});

function ownFile(): string {
  return ownCheckpointFile(readEnvironment("operator", process.env));
}

/** The newest that is signed with a key that this database knows: what stops the worker is no other. */
async function newestHeld(db: Database, file: string) {
  if (!existsSync(file)) throw new StartupRefusal(`There is no ${file}: nothing stops the signing.`);
  const keys = await db.signingKey.findMany({ select: { verifier: true } });
  const note = notesIn(readFileSync(file, "utf8")).at(-1) ?? "";
  const [head] = keys.flatMap(({ verifier }) => signedCheckpoint(note, verifier) ?? []);
  if (head === undefined) {
    throw new StartupRefusal(
      `The newest checkpoint in ${file} is signed with no key that this database knows: it stops nothing.`,
    );
  }
  return head;
}

async function resume(db: Database, file: string, because: string): Promise<void> {
  const held = await newestHeld(db, file);
  const keptAs = `${file}.until-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
  const done = await resumeSigning(db, operator, { held, keptAs, because });
  if (!done.ok) throw new StartupRefusal(done.problem.sentence);
  // Only now: when this fails, running it again writes that it was tried again, and nothing is lost.
  renameSync(file, keptAs);
  const { size, sentence } = done.value;
  process.stdout.write(
    `${sentence}\nThe log goes on from ${size} entries, and says so. The checkpoints of until now are in ${keptAs}: keep them. The worker signs again within a minute; a cloud admin may still have to confirm the database.\n`,
  );
}
