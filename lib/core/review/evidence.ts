/**
 * What a reviewer decides by: one row's facts in plain JSON, as they were when the review began. They are kept with the
 * row, shown beside what is so now, and go into the signed pack as they are.
 */
import type { ReachVerdict } from "../reach/answer.ts";

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface Evidence {
  /** "SSH to shop from 203.0.113.7/32" */
  readonly title: string;
  readonly stack: string | null;
  readonly account: string;
  readonly region: string;
  /** Whose access it is, or who answers for it; null when nobody does. */
  readonly owner: Person | null;
  /** What people call the source. */
  readonly source: string | null;
  /** Canonical CIDR, pl-... or sg-... */
  readonly peer: string | null;
  /** Printed: `tcp/22`. */
  readonly service: string | null;
  readonly groupId: string | null;
  readonly why: string;
  /** ISO 8601 UTC, like every time here. */
  readonly began: string | null;
  /** When it ends by itself; null for what stands until somebody takes it away. */
  readonly ends: string | null;
  /** ISO date by which a standing source was to be looked at again. */
  readonly reviewBy: string | null;
  /** `change` is null where no request stands behind it. */
  readonly asked: { readonly by: string; readonly at: string; readonly change: number | null } | null;
  readonly approved: readonly { readonly by: string; readonly role: string; readonly at: string }[];
  readonly lastReview: {
    readonly review: number;
    readonly by: string;
    readonly at: string;
    readonly decision: "keep" | "revoke";
  } | null;
  /** The newest entry of the log about it. */
  readonly lastChange: { readonly at: string; readonly by: string; readonly what: string } | null;
  /** Ids of the log's entries about it, oldest first. */
  readonly entries: readonly string[];
  readonly reach: EvidencedReach;
}

/** What it opens, as EC2 was seen. */
export interface EvidencedReach {
  /** `not-seen`: the account was never looked at. `as-found`: what a finding says that is excepted. */
  readonly verdict: ReachVerdict | "not-seen" | "as-found";
  readonly sentence: string;
  readonly interfaces: number;
  readonly instances: number;
  /** When EC2 was looked at; null when never. */
  readonly seenAt: string | null;
}

/** What there was when the review began, inside its scope and outside: how a reader can tell that nothing was left out. */
export interface Population {
  readonly takenAt: string;
  readonly counts: readonly {
    readonly kind: "grant" | "source" | "exception";
    readonly inScope: number;
    readonly all: number;
  }[];
  readonly looks: readonly {
    readonly account: string;
    readonly region: string;
    readonly seenAt: string | null;
    readonly complete: boolean;
    /** SHA-256 of everything that was known of it. */
    readonly digest: string | null;
  }[];
}
