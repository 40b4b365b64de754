import { readFileSync } from "node:fs";
import type { Verifier } from "#lib/adapters/signing/ed25519-key.ts";
import { verifyNote } from "#lib/adapters/signing/sign-note.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { type Checkpoint, readCheckpoint } from "#lib/formats/log/checkpoint.ts";
import { notesIn } from "#lib/formats/log/checkpoint-file.ts";
import type { InputProblem } from "../../input/input-problem.ts";

/** A checkpoint, and the signed note that says it, as it is. */
export interface SignedNote extends Checkpoint {
  readonly note: string;
}

export interface ReadCheckpoints {
  /** Signed with the key that was given. */
  readonly signed: readonly SignedNote[];
  /** Sentences: checkpoints that somebody else signed, or that were altered. */
  readonly reSigned: readonly string[];
  /** How many pieces are no checkpoints: one may have been cut off while it was written. */
  readonly unreadable: number;
}

/** Files of one checkpoint each, or of many one after the other. */
export function readCheckpoints(
  files: readonly string[],
  verifier: Verifier,
): Result<ReadCheckpoints, InputProblem> {
  const signed: SignedNote[] = [];
  const reSigned: string[] = [];
  let unreadable = 0;
  for (const file of files) {
    const text = contentOf(file);
    if (text === null)
      return fail({ file, place: null, reason: "There is no such file, or it cannot be read." });
    for (const note of notesIn(text)) {
      const verdict = verifyNote(note, verifier);
      const checkpoint = verdict.verdict === "no-note" ? null : readCheckpoint(verdict.text);
      if (verdict.verdict === "no-note" || checkpoint === null) unreadable += 1;
      else if (verdict.verdict === "other-key") {
        reSigned.push(
          `The checkpoint of ${checkpoint.size} entries is not signed with the key you gave, but with ${verdict.names.join(", ")}.`,
        );
      } else if (verdict.verdict === "forged" || checkpoint.origin !== verifier.name) {
        reSigned.push(
          `The checkpoint of ${checkpoint.size} entries was altered: its signature does not hold for this log.`,
        );
      } else signed.push({ ...checkpoint, note });
    }
  }
  return succeed({ signed, reSigned, unreadable });
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
