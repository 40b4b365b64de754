/** The measured numbers as Markdown. */
import {
  addCounts,
  COUNTED,
  type Judged,
  precision,
  recall,
  type Score,
} from "#lib/testing/adoption/score.ts";

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

export const countsTable = (tuned: readonly Score[], reported: readonly Score[]): string => {
  const [own, other] = [addCounts(tuned), addCounts(reported)];
  const rows = COUNTED.map((what) => {
    const [seen, unseen] = [own[what], other[what]];
    const cells = [
      percent(precision(unseen)),
      percent(recall(unseen)),
      percent(precision(seen)),
      percent(recall(seen)),
    ];
    return `| ${what} | ${unseen.real} | ${cells.join(" | ")} |`;
  });
  return [
    "| what | there are | precision | recall | precision, tuning half | recall, tuning half |",
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
};

const BINS = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.001] as const;

/** Of the claims that said so much, how many were right. */
export const confidenceTable = (judged: readonly Judged[]): string => {
  const rows = BINS.slice(0, -1).map((from, at) => {
    const to = BINS[at + 1] ?? 1;
    const cells = (["stack", "tier", "binding"] as const).map((claim) => {
      const own = judged.filter(
        (each) => each.claim === claim && each.confidence >= from && each.confidence < to,
      );
      if (own.length === 0) return "-";
      const right = own.filter((each) => each.right).length / own.length;
      const said = own.reduce((sum, each) => sum + each.confidence, 0) / own.length;
      return `${own.length}: said ${percent(said)}, were ${percent(right)}`;
    });
    return `| ${from.toFixed(2)} - ${Math.min(1, to).toFixed(2)} | ${cells.join(" | ")} |`;
  });
  return ["| confidence | stacks | tiers | bindings |", "|---|---|---|---|", ...rows].join("\n");
};
