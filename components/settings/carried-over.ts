/**
 * A text that somebody edits while it is given anew: what was typed stays, and lines nobody touched become what they
 * are now. Where the new text has more lines or fewer, it stays as it was typed.
 */
export function carriedOver(typed: string, before: string, after: string): string {
  if (typed === before || typed === after) return after;
  const [old, given, lines] = [before.split("\n"), after.split("\n"), typed.split("\n")];
  if (old.length !== given.length) return typed;
  for (const [at, line] of given.entries()) {
    const was = old[at];
    if (was === line) continue;
    const found = lines.flatMap((each, place) => (each === was ? [place] : []));
    const [only] = found;
    if (only !== undefined && found.length === 1) lines[only] = line;
  }
  return lines.join("\n");
}
