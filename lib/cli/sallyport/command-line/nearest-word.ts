/** How many single letters must be added, left out or changed to make one word of another. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** Longer words are nobody's typing mistake, and not worth the time. */
const LONGEST = 40;

/** The known word that was probably meant; null when none is near. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  if (word.length > LONGEST) return null;
  const begun = known.filter((each) => word.length > 1 && each.startsWith(word));
  if (begun.length === 1) return begun[0] ?? null;
  const [nearest] = known
    .map((each) => ({ each, away: distance(word, each) }))
    .sort((a, b) => a.away - b.away);
  return nearest !== undefined && nearest.away <= Math.ceil(word.length / 3) ? nearest.each : null;
}
