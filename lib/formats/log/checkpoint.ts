/**
 * The text of a checkpoint, as C2SP's tlog-checkpoint has it (https://c2sp.org/tlog-checkpoint): whose log it is, how
 * many entries it has, and the root of the tree over them. It is signed as a note.
 */
import type { TreeHead } from "#lib/core/audit/tree/verify-proof.ts";
import { countOf, hashOf, textOf } from "./base64.ts";

export interface Checkpoint extends TreeHead {
  /** Whose log it is: the name of the key that signs it. */
  readonly origin: string;
}

export const printCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${textOf(root)}\n`;

/** Null for anything else. Lines that other logs add are passed over. */
export function readCheckpoint(text: string): Checkpoint | null {
  if (!text.endsWith("\n")) return null;
  const [origin = "", count = "", encoded = "", ...more] = text.slice(0, -1).split("\n");
  const [size, root] = [countOf(count), hashOf(encoded)];
  if (origin === "" || size === null || root === null || more.includes("")) return null;
  return { origin, size, root };
}
