/** Where a row of a review stands, with the names of who brought it there. */
import type { OwnersAnswer } from "#lib/core/review/review-state.ts";
import { rowFacts } from "./locked-review.ts";

/** Times are ISO 8601 UTC. `unknown`: of a moment of the past, where what the log said of it was erased since. */
export interface RowStanding {
  readonly decided: {
    readonly kind: "keep" | "revoke" | "unknown";
    readonly until: string | null;
    readonly by: string;
    readonly at: string;
    readonly note: string;
  } | null;
  readonly asked: { readonly by: string; readonly at: string; readonly question: string } | null;
  readonly answer: {
    readonly says: OwnersAnswer | "unknown";
    readonly at: string;
    readonly note: string;
  } | null;
}

type Named = { readonly displayName: string } | null;

/** A row with whom it names. */
export type NamedRow = Parameters<typeof rowFacts>[0] & {
  readonly ordinal: number;
  readonly decidedBy: Named;
  readonly askedBy: Named;
};

/** For a query: whom a row names. */
export const withNames = {
  decidedBy: { select: { displayName: true } },
  askedBy: { select: { displayName: true } },
} as const;

export function standingNow(row: NamedRow): RowStanding {
  const { decided, asked, answer } = rowFacts(row);
  return {
    decided:
      decided === null
        ? null
        : {
            kind: decided.kind,
            until: decided.kind === "keep" ? decided.until.toISOString() : null,
            by: row.decidedBy?.displayName ?? "",
            at: decided.at.toISOString(),
            note: decided.note,
          },
    asked:
      asked === null
        ? null
        : { by: row.askedBy?.displayName ?? "", at: asked.at.toISOString(), question: asked.question },
    answer: answer === null ? null : { says: answer.says, at: answer.at.toISOString(), note: answer.note },
  };
}
