/** How far a review is, in numbers that add up to its rows. */
import type { RowFacts } from "./review-state.ts";

export interface ReviewTally {
  readonly rows: number;
  readonly kept: number;
  readonly revoked: number;
  readonly open: number;
  /** Of those open: asked about and not answered. */
  readonly waiting: number;
}

export const tallyOf = (rows: readonly Pick<RowFacts, "decided" | "asked" | "answer">[]): ReviewTally => ({
  rows: rows.length,
  kept: rows.filter(({ decided }) => decided?.kind === "keep").length,
  revoked: rows.filter(({ decided }) => decided?.kind === "revoke").length,
  open: rows.filter(({ decided }) => decided === null).length,
  waiting: rows.filter((row) => row.decided === null && row.asked !== null && row.answer === null).length,
});
