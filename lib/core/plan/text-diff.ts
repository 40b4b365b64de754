import type { PlanDiffLine } from "./plan-diff.ts";

/** However a line ends: forms of browsers send a carriage return before each line feed. */
const linesOf = (text: string): readonly string[] => text.split(/\r?\n/);

/** Lines that are gone and lines that are new, by a longest common subsequence: texts of a few hundred lines. */
export function textDiff(was: string, is: string): readonly PlanDiffLine[] {
  const [before, after] = [linesOf(was), linesOf(is)];
  const common = after.map(() => 0);
  const lengths = [[0, ...common]];
  for (const line of before.toReversed()) {
    const below = lengths[0] ?? [];
    const row = [...below];
    for (let at = after.length - 1; at >= 0; at -= 1) {
      row[at] = after[at] === line ? (below[at + 1] ?? 0) + 1 : Math.max(below[at] ?? 0, row[at + 1] ?? 0);
    }
    lengths.unshift(row);
  }
  const lines: PlanDiffLine[] = [];
  let [one, other] = [0, 0];
  while (one < before.length || other < after.length) {
    const [old, fresh] = [before[one], after[other]];
    if (old !== undefined && old === fresh) {
      one += 1;
      other += 1;
    } else if (
      old !== undefined &&
      (fresh === undefined || (lengths[one + 1]?.[other] ?? 0) >= (lengths[one]?.[other + 1] ?? 0))
    ) {
      lines.push({ sign: "-", text: old });
      one += 1;
    } else {
      lines.push({ sign: "+", text: fresh ?? "" });
      other += 1;
    }
  }
  return lines;
}
