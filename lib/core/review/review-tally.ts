/** How far a review is, in numbers that add up to its rows, but for what was decided and nobody knows how. */
export interface ReviewTally {
  readonly rows: number;
  readonly kept: number;
  readonly revoked: number;
  readonly open: number;
  /** Of those open: asked about and not answered. */
  readonly waiting: number;
}

export interface TalliedRow {
  /** `unknown`: it was decided, and nothing is left that says how. */
  readonly decided: { readonly kind: "keep" | "revoke" | "unknown" } | null;
  readonly asked: object | null;
  readonly answer: object | null;
}

export const tallyOf = (rows: readonly TalliedRow[]): ReviewTally => ({
  rows: rows.length,
  kept: rows.filter(({ decided }) => decided?.kind === "keep").length,
  revoked: rows.filter(({ decided }) => decided?.kind === "revoke").length,
  open: rows.filter(({ decided }) => decided === null).length,
  waiting: rows.filter((row) => row.decided === null && row.asked !== null && row.answer === null).length,
});
