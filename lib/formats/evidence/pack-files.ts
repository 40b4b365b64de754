/** The files of a pack, and what they are called. */

export interface PackFiles {
  /** Null where it is not there. */
  readonly json: Uint8Array | null;
  readonly pdf: Uint8Array | null;
  readonly note: string | null;
}

export const packFileNames = (review: number) => ({
  json: `review-${review}.json`,
  pdf: `review-${review}.pdf`,
  note: `review-${review}.note`,
  zip: `review-${review}.zip`,
});
