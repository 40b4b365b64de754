import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import type { ReviewTally } from "#lib/core/review/review-tally.ts";

export interface ListedReview {
  readonly number: number;
  readonly name: string;
  readonly state: "open" | "closed";
  readonly reviewerName: string;
  readonly mine: boolean;
  readonly overdue: boolean;
  readonly dueAt: string;
  readonly closedAt: string | null;
  readonly tally: ReviewTally;
  readonly packed: boolean;
}

const ReviewMark = ({ review }: { readonly review: ListedReview }) => {
  if (review.state === "closed") {
    return (
      <StateMark tone="ok" shape="lock">
        {review.packed ? "Closed, signed" : "Closed"}
      </StateMark>
    );
  }
  if (review.overdue) {
    return (
      <StateMark tone="extra" shape="triangle">
        Overdue
      </StateMark>
    );
  }
  return (
    <StateMark tone={review.mine ? "accent" : "muted"} shape={review.mine ? "dot" : "ring"}>
      {review.mine ? "Yours to run" : "Open"}
    </StateMark>
  );
};

/** Access reviews, with how far each is. */
export const ReviewLines = ({ reviews }: { readonly reviews: readonly ListedReview[] }) => (
  <DataTable
    caption="Access reviews"
    rows={reviews}
    rowKey={(review) => String(review.number)}
    columns={[
      {
        key: "name",
        label: "Review",
        cell: (review) => (
          <MomentLink href={`/reviews/${review.number}`} className="rounded-sm font-[560] hover:underline">
            <span className="mr-1.5 font-normal text-muted tabular-nums">{review.number}</span>
            <ForeignText text={review.name} limit={90} />
          </MomentLink>
        ),
      },
      { key: "state", label: "State", cell: (review) => <ReviewMark review={review} /> },
      {
        key: "progress",
        label: "Decided",
        cell: ({ tally }) => (
          <span className="tabular-nums">
            {tally.rows - tally.open} of {tally.rows}
            <span className="text-muted">
              {tally.revoked === 0 ? "" : `, ${tally.revoked} revoked`}
              {tally.waiting === 0 ? "" : `, ${tally.waiting} asked`}
            </span>
          </span>
        ),
      },
      {
        key: "reviewer",
        label: "Reviewer",
        cell: (review) => <ForeignText text={review.reviewerName} limit={40} />,
      },
      {
        key: "due",
        label: "Due",
        cell: (review) =>
          review.closedAt === null ? (
            <RelativeTime at={review.dueAt} />
          ) : (
            <span className="text-muted">
              closed <RelativeTime at={review.closedAt} />
            </span>
          ),
      },
    ]}
  />
);
