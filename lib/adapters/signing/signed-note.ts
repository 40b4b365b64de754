/**
 * A text with signatures under it, as C2SP's signed-note has it (https://c2sp.org/signed-note): the text, an empty line,
 * and a line for each signature: an em dash, the key's name, and base64 of the key's id and the signature.
 */

export interface NoteSignature {
  readonly name: string;
  /** 8 hexadecimal digits. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** Ends in a line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const ID_BYTES = 4;
const LINE = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/u;

/** Nothing that would end a line or hide a byte. */
const isText = (text: string): boolean => text.endsWith("\n") && !/(?!\n)\p{Cc}|\p{Cs}|\uFFFD/u.test(text);

export function printSignedNote({ text, signatures }: SignedNote): string {
  if (!isText(text)) throw new Error("A note is lines of plain text.");
  const lines = signatures.map(({ name, keyId, signature }) => {
    const bytes = Buffer.concat([Buffer.from(keyId, "hex"), signature]);
    return `— ${name} ${bytes.toString("base64")}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

function readSignature(line: string): NoteSignature | null {
  const [, name = "", encoded = ""] = LINE.exec(line) ?? [];
  const bytes = Buffer.from(encoded, "base64");
  if (name === "" || name.includes("+") || bytes.length <= ID_BYTES) return null;
  // One text for one signature: base64 that says the same in other words is not it.
  if (bytes.toString("base64") !== encoded) return null;
  return { name, keyId: bytes.toString("hex", 0, ID_BYTES), signature: bytes.subarray(ID_BYTES) };
}

/** Null when it is no signed note. Says nothing of whether a signature holds. */
export function readSignedNote(note: string): SignedNote | null {
  const at = note.lastIndexOf("\n\n");
  if (at < 0 || !note.endsWith("\n")) return null;
  const text = note.slice(0, at + 1);
  const lines = note.slice(at + 2, -1).split("\n");
  const signatures = lines.map(readSignature);
  if (!isText(text) || signatures.some((each) => each === null)) return null;
  return { text, signatures: signatures.filter((each) => each !== null) };
}
