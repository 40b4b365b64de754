import { closeSync, openSync, readSync } from "node:fs";
import type { ByteRange } from "./export-part.ts";

const LINE_FEED = 0x0a;
const PIECE_BYTES = 64 * 1024;

/** Where the first line begins that does not begin before `at`; the end of the file where none does. */
function lineFrom(open: number, size: number, at: number): number {
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let from = at - 1; from < size; from += PIECE_BYTES) {
    const found = piece.subarray(0, readSync(open, piece, 0, PIECE_BYTES, from)).indexOf(LINE_FEED);
    if (found >= 0) return from + found + 1;
  }
  return size;
}

/** A file of lines in so many parts of nearly the same size, or fewer: each of whole lines, in their order. */
export function splitFile(file: string, size: number, parts: number): readonly ByteRange[] {
  const open = openSync(file, "r");
  try {
    const cuts = Array.from({ length: parts - 1 }, (_, part) =>
      lineFrom(open, size, Math.max(1, Math.floor(((part + 1) * size) / parts))),
    );
    const starts = [0, ...cuts];
    return starts
      .map((from, part) => ({ from, to: starts[part + 1] ?? size }))
      .filter(({ from, to }) => to > from);
  } finally {
    closeSync(open);
  }
}
