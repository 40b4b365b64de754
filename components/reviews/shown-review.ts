/** A row of a review as its page shows it. */
import type { Evidence } from "#lib/core/review/evidence.ts";

export interface ShownDecision {
  readonly kind: "keep" | "revoke" | "unknown";
  readonly until: string | null;
  readonly by: string;
  readonly at: string;
  readonly note: string;
}

export interface ShownRow {
  readonly id: string;
  readonly ordinal: number;
  readonly kind: string;
  readonly evidence: Evidence;
  readonly since: readonly string[];
  readonly decided: ShownDecision | null;
  readonly asked: { readonly by: string; readonly at: string; readonly question: string } | null;
  readonly answer: { readonly says: string; readonly at: string; readonly note: string } | null;
  readonly whyNot: string | null;
  readonly mayAnswer: boolean;
  readonly suggestedUntil: string;
  readonly latestUntil: string;
  readonly changeNumber: number | null;
}

/** What an owner says; anything else was erased since. */
export const ANSWER_WORDS: Readonly<Record<string, string>> = {
  needed: "Still needed",
  "not-needed": "Not needed any more",
};

export const KIND_WORDS: Readonly<Record<string, string>> = {
  grant: "Grant",
  source: "Standing source",
  exception: "Exception",
};
