/** A file of checkpoints: signed notes one after the other, oldest first, an empty line between them. */

/** The notes as they are; a piece that was cut off while it was written is among them, and is no note. */
export const notesIn = (text: string): readonly string[] =>
  text
    .split(/\n\n(?!— )/u)
    .filter((piece) => piece.trim() !== "")
    .map((piece) => (piece.endsWith("\n") ? piece : `${piece}\n`));

/** What is put at the end of such a file to add a note to it. */
export function addedToNotes(text: string, note: string): string {
  if (text === "") return note;
  return text.endsWith("\n") ? `\n${note}` : `\n\n${note}`;
}
