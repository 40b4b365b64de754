import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ReviewTally } from "#lib/core/review/review-tally.ts";

interface Props {
  readonly review: {
    readonly state: "open" | "closed";
    readonly reviewerName: string;
    readonly createdAt: string;
    readonly dueAt: string;
    readonly overdue: boolean;
    readonly closed: { readonly by: string; readonly at: string } | null;
    readonly tally: ReviewTally;
  };
}

/** A review in one line: who runs it, until when, how far it is. */
export const ReviewFacts = ({ review }: Props) => (
  <>
    <span>
      Reviewer <ForeignText text={review.reviewerName} className="text-ink" />
    </span>
    <span>
      begun <RelativeTime at={review.createdAt} />
    </span>
    {review.closed === null ? (
      <span className={review.overdue ? "font-semibold text-extra" : undefined}>
        {review.overdue ? "was due" : "due"} <RelativeTime at={review.dueAt} />
      </span>
    ) : (
      <span>
        closed <RelativeTime at={review.closed.at} /> by <ForeignText text={review.closed.by} />
      </span>
    )}
    <span className="tabular-nums">
      {review.tally.kept} kept, {review.tally.revoked} revoked, {review.tally.open} open
      {review.tally.waiting === 0 ? "" : `, ${review.tally.waiting} asked`}
    </span>
  </>
);
