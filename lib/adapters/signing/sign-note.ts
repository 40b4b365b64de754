import type { Signer, Verifier } from "./ed25519-key.ts";
import { printSignedNote, readSignedNote } from "./signed-note.ts";

/** `text` ends in a line feed. */
export const signNote = (text: string, { verifier, sign }: Signer): string =>
  printSignedNote({
    text,
    signatures: [{ name: verifier.name, keyId: verifier.id, signature: sign(text) }],
  });

export type NoteVerdict =
  | { readonly verdict: "signed"; readonly text: string }
  | { readonly verdict: "no-note" }
  /** `names`: whose signatures it carries instead. */
  | { readonly verdict: "other-key"; readonly text: string; readonly names: readonly string[] }
  | { readonly verdict: "forged"; readonly text: string };

/** What a note is worth to whoever trusts this key. */
export function verifyNote(note: string, verifier: Verifier): NoteVerdict {
  const read = readSignedNote(note);
  if (read === null) return { verdict: "no-note" };
  const { text, signatures } = read;
  const own = signatures.filter(({ name, keyId }) => name === verifier.name && keyId === verifier.id);
  if (own.length === 0) {
    return {
      verdict: "other-key",
      text,
      names: signatures.map(({ name, keyId }) => `${name} (${keyId})`),
    };
  }
  const holds = own.every(({ signature }) => verifier.verifies(text, signature));
  return holds ? { verdict: "signed", text } : { verdict: "forged", text };
}
