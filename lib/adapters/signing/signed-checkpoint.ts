import { type Checkpoint, readCheckpoint } from "#lib/formats/log/checkpoint.ts";
import { readVerifier } from "./ed25519-key.ts";
import { verifyNote } from "./sign-note.ts";

/** What a note says of the log of this key (its verifier, as text); null unless its signature holds. */
export function signedCheckpoint(note: string, key: string): Checkpoint | null {
  const verifier = readVerifier(key);
  const verdict = verifier === null ? null : verifyNote(note, verifier);
  const checkpoint = verdict?.verdict === "signed" ? readCheckpoint(verdict.text) : null;
  return checkpoint?.origin === verifier?.name ? checkpoint : null;
}
