/** How many calls EC2 lets an account make in a Region, and how many of them Sallyport takes at most. */

export type BudgetKind = "describes" | "mutations";

export interface CallBucket {
  /** Calls that may be made at once. */
  readonly capacity: number;
  readonly perSecond: number;
}

/** The share of EC2's buckets that Sallyport takes: they are every other tool's too. */
const SHARE = 0.8;

/** Paginated describes: bucket 100, 20 a second. Authorize, revoke and other mutations: 50, 5 a second. */
export const CALL_BUCKETS: Readonly<Record<BudgetKind, CallBucket>> = {
  describes: { capacity: 100 * SHARE, perSecond: 20 * SHARE },
  mutations: { capacity: 50 * SHARE, perSecond: 5 * SHARE },
};
