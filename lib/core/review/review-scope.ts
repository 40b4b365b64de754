/** What an access review is about: which kinds of access, of which stacks and people. */

export const REVIEW_KINDS = ["grant", "source", "exception"] as const;
/** A grant, a standing source, or an exception to a finding. */
export type ReviewKind = (typeof REVIEW_KINDS)[number];

export const isReviewKind = (text: string): text is ReviewKind => REVIEW_KINDS.some((kind) => kind === text);

export interface ReviewScope {
  readonly kinds: readonly ReviewKind[];
  /** Ids; null for every stack, and what belongs to none. */
  readonly stackIds: readonly string[] | null;
  /** Whose access; null for everybody's, and what belongs to nobody. */
  readonly personIds: readonly string[] | null;
}

export interface ReviewSubject {
  readonly kind: ReviewKind;
  readonly stackId: string | null;
  readonly ownerId: string | null;
}

const isAmong = (id: string | null, ids: readonly string[] | null): boolean =>
  ids === null || (id !== null && ids.includes(id));

export const isInScope = (subject: ReviewSubject, scope: ReviewScope): boolean =>
  scope.kinds.includes(subject.kind) &&
  isAmong(subject.stackId, scope.stackIds) &&
  isAmong(subject.ownerId, scope.personIds);
