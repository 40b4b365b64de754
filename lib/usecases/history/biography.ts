/** A life told in events, oldest first: of a rule, or of a grant. */
export interface BiographyEvent {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly kind: "seen" | "change" | "grant" | "log";
  /** Who, as they were called then: foreign text; null for EC2 and for Sallyport itself. */
  readonly who: string | null;
  /** What, in our own words, after the name: `asked for it`. */
  readonly what: string;
  /** What was said: a reason, a comment, a description. Foreign text. */
  readonly said: string | null;
  readonly changeNumber: number | null;
  /** The entry of the log that says so, for those who may read it. */
  readonly entryId: string | null;
  /** It came between two looks: when the one before ended; null for what has a time of its own. */
  readonly lookBefore: string | null;
  /** Seen on EC2 and asked for by nobody through Sallyport. */
  readonly isOutside: boolean;
}

const NOTHING = {
  who: null,
  said: null,
  changeNumber: null,
  entryId: null,
  lookBefore: null,
  isOutside: false,
} as const;

/** An event of which only that is known which is given. */
export const biographyEvent = (
  known: Pick<BiographyEvent, "at" | "kind" | "what"> & Partial<BiographyEvent>,
): BiographyEvent => ({ ...NOTHING, ...known });

/** Oldest first; of those at one time, in the order given. */
export const inOrder = (events: readonly BiographyEvent[]): readonly BiographyEvent[] =>
  [...events].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
