/** The entries of the log behind the rows of a review, with their places. */
import type { EvidencePack } from "#lib/formats/evidence/evidence-pack.ts";
import { saidByPart } from "#lib/formats/log/said.ts";
import { contentOf } from "../audit/content-of.ts";
import { openParts } from "../audit/open-parts.ts";
import type { Transaction } from "../ports.ts";

export interface PackedEntry {
  readonly id: string;
  readonly place: number;
  readonly packed: EvidencePack["log"][number];
  /** Which row of the review it is about, by its own words; null where it is about the whole. */
  readonly row: number | null;
  readonly grantId: string | null;
  readonly changeId: string | null;
}

export interface LogWanted {
  readonly reviewNumber: number;
  readonly begunAt: Date;
  readonly entryIds: readonly string[];
  readonly grantIds: readonly string[];
  readonly changeIds: readonly string[];
}

const REVIEW_ACTIONS = [
  "review.begun",
  "review.decided",
  "review.undone",
  "review.asked",
  "review.answered",
  "review.handed-over",
  "review.closed",
] as const;

const numberIn = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** Null while one of them waits for its place in the log. */
export async function packLog(
  transaction: Transaction,
  { reviewNumber, begunAt, entryIds, grantIds, changeIds }: LogWanted,
): Promise<readonly PackedEntry[] | null> {
  const rows = await transaction.auditEntry.findMany({
    where: {
      action: { not: "refused" },
      OR: [
        { id: { in: [...entryIds] } },
        { grantId: { in: [...grantIds] } },
        { changeId: { in: [...changeIds] } },
        { action: { in: [...REVIEW_ACTIONS] }, at: { gte: begunAt } },
      ],
    },
    include: { index: true, personal: { orderBy: { part: "asc" } } },
  });
  const entries: PackedEntry[] = [];
  for (const { id, canonical, leafHash, index, action, grantId, changeId, personal } of rows) {
    const { details } = contentOf({ canonical, personal });
    const isReview = action.startsWith("review.");
    if (isReview && details.review !== reviewNumber) continue;
    if (index === null) return null;
    const place = Number(index.index);
    entries.push({
      id,
      place,
      packed: {
        place,
        leafHash: Buffer.from(leafHash).toString("hex"),
        entry: new TextDecoder().decode(canonical),
        ...(personal.length === 0 ? {} : { said: saidByPart(openParts(personal)) }),
      },
      row: isReview ? numberIn(details.row) : null,
      grantId,
      changeId,
    });
  }
  return entries.sort((a, b) => a.place - b.place);
}
