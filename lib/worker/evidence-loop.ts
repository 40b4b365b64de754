import path from "node:path";
import { printEvidence } from "#lib/adapters/pdf/print-evidence.ts";
import type { Signer } from "#lib/adapters/signing/ed25519-key.ts";
import { keptSigningKey, SigningKeyProblem } from "#lib/adapters/signing/kept-signing-key.ts";
import { signNote } from "#lib/adapters/signing/sign-note.ts";
import { prepareDataFolder } from "#lib/adapters/system/data-folder.ts";
import type { Environment } from "#lib/adapters/system/environment.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { introduceSigner, makePacks, type NoteSigner } from "#lib/usecases/review/make-packs.ts";
import { remindReviewers } from "#lib/usecases/review/remind-reviewers.ts";
import { worker } from "./actor.ts";
import { type Loop, startLoop } from "./loop.ts";
import type { WorkerParts } from "./worker-parts.ts";

const DEFAULT_HOST = "localhost";

/** Whose signature it is: where Sallyport is found, as people know it. */
function keyName(url: string | undefined): string {
  return `${url === undefined ? DEFAULT_HOST : new URL(url).host}/sallyport`;
}

/** The key that was named, or one of its own in the data folder, made at the first start. */
function openKey({
  SALLYPORT_SIGNING_KEY_FILE: named,
  SALLYPORT_DATA: folder,
  SALLYPORT_URL: url,
}: Environment<"worker">): Signer {
  try {
    return named === undefined
      ? keptSigningKey(path.join(prepareDataFolder(folder), "signing-key"), keyName(url), true)
      : keptSigningKey(named, keyName(url), false);
  } catch (error) {
    if (error instanceof SigningKeyProblem) throw new StartupRefusal(error.message);
    throw error;
  }
}

const noteSigner = (signer: Signer): NoteSigner => ({
  keyId: signer.verifier.id,
  name: signer.verifier.name,
  verifier: signer.verifier.text,
  signNote: (text) => signNote(text, signer),
});

/** Makes and signs the evidence of reviews that were closed, and reminds reviewers of those that are not. */
export function evidenceLoops({
  db,
  environment,
  log,
}: Pick<WorkerParts, "db" | "environment" | "log">): readonly Loop[] {
  const signer = noteSigner(openKey(environment));
  let isIntroduced = false;
  return [
    startLoop("evidence of reviews", 1_000, log, async () => {
      if (!isIntroduced) await introduceSigner(db, signer);
      isIntroduced = true;
      const made = await makePacks({ db, actor: worker, signer, printPdf: printEvidence });
      if (made > 0) log.info({ made }, "evidence");
    }),
    startLoop("reviews that are due", 60_000, log, () => remindReviewers(db)),
  ];
}
