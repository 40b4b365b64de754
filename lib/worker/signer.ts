import path from "node:path";
import type { Signer } from "#lib/adapters/signing/ed25519-key.ts";
import { keptSigningKey, SigningKeyProblem } from "#lib/adapters/signing/kept-signing-key.ts";
import { signNote } from "#lib/adapters/signing/sign-note.ts";
import { prepareDataFolder } from "#lib/adapters/system/data-folder.ts";
import type { Environment } from "#lib/adapters/system/environment.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import type { NoteSigner } from "#lib/usecases/review/make-packs.ts";

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

/** What this worker signs with: evidence, and checkpoints of the log. No other process ever sees the key. */
export const openSigner = (environment: Environment<"worker">): NoteSigner =>
  noteSigner(openKey(environment));
