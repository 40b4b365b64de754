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
export const ReviewFacts = ({ review }: Props) => {
  const { rows, kept, revoked, open, waiting } = review.tally;
  const unclear = rows - kept - revoked - open;
  return (
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
        {kept} kept, {revoked} revoked, {open} open
        {unclear === 0 ? "" : `, ${unclear} decided, not known how`}
        {waiting === 0 ? "" : `, ${waiting} asked`}
      </span>
    </>
  );
};
