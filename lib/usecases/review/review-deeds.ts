/** What the log says of reviews and their rows, for how they stood at a moment of the past. */
import type { Json } from "#lib/core/audit/canonical-json.ts";
import { contentOf, withParts } from "../audit/content-of.ts";
import { namesFor } from "../audit/names-for.ts";
import type { Database } from "../ports.ts";

const ACTIONS = [
  "review.begun",
  "review.decided",
  "review.undone",
  "review.asked",
  "review.answered",
  "review.handed-over",
] as const;
export type ReviewAction = (typeof ACTIONS)[number];

export interface ReviewDeed {
  readonly review: number;
  /** Null where it is about the whole review. */
  readonly row: number | null;
  readonly action: ReviewAction;
  readonly at: Date;
  readonly by: string;
  /** Whom it is about: of a hand-over and of a beginning, who runs the review from then on. */
  readonly personId: string | null;
  /** Without what was erased. */
  readonly details: { readonly [name: string]: Json };
}

const actionOf = (text: string): ReviewAction | undefined => ACTIONS.find((action) => action === text);

/** In their order, from the beginning of the oldest review that is asked about. The caller knows who may see them. */
export async function reviewDeeds(db: Database, since: Date): Promise<readonly ReviewDeed[]> {
  const rows = await db.auditEntry.findMany({
    where: { action: { in: [...ACTIONS] }, at: { gte: since } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    include: withParts,
  });
  const names = await namesFor(db, []);
  return rows.flatMap((entry) => {
    const content = contentOf(entry);
    const { review, row } = content.details;
    const action = actionOf(entry.action);
    if (typeof review !== "number" || action === undefined) return [];
    return {
      review,
      row: typeof row === "number" ? row : null,
      action,
      at: entry.at,
      by: names.actor(entry.actor, content),
      personId: entry.personId,
      details: content.details,
    };
  });
}
