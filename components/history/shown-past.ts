/** What a page seen as of a moment says of that moment. Times are ISO 8601 UTC. */
export interface ShownThinned {
  readonly kept: "day" | "month";
  readonly from: string;
  readonly until: string;
  readonly looks: number;
}

export interface ShownPastScope {
  readonly scopeId: string;
  readonly accountName: string;
  readonly region: string;
  readonly lookAt: string | null;
  readonly firstAt: string | null;
  readonly nextAt: string | null;
  /** Null where every look around the moment is kept. */
  readonly thinned: ShownThinned | null;
  readonly problems: readonly string[];
}

export interface ShownPast {
  readonly at: string;
  readonly isFuture: boolean;
  readonly scopes: readonly ShownPastScope[];
}
