/** How fresh what we know of one account and Region is. Times are ISO 8601 UTC. */
export interface ObservedScope {
  readonly scopeId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly observedAt: string | null;
  readonly problems: readonly string[];
  readonly failure: { readonly at: string; readonly problem: string } | null;
  readonly running: {
    readonly startedAt: string;
    readonly parts: readonly { readonly part: string; readonly pages: number; readonly items: number }[];
    readonly of: number;
  } | null;
  readonly isStale: boolean;
}

/** Whether somebody should be told. */
export const needsAttention = (scope: ObservedScope): boolean =>
  scope.isStale || scope.failure !== null || scope.problems.length > 0;
