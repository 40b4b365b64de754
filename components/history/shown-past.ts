/** What a page seen as of a moment says of that moment. Times are ISO 8601 UTC. */
export interface ShownPastScope {
  readonly scopeId: string;
  readonly accountName: string;
  readonly region: string;
  readonly lookAt: string | null;
  readonly firstAt: string | null;
  readonly nextAt: string | null;
  readonly problems: readonly string[];
}

export interface ShownPast {
  readonly at: string;
  readonly isFuture: boolean;
  readonly scopes: readonly ShownPastScope[];
}
