import type { Metadata } from "next";
import { AnswerForm } from "#components/reviews/answer-form.tsx";
import { CloseForm } from "#components/reviews/close-form.tsx";
import { HandOverForm } from "#components/reviews/hand-over-form.tsx";
import { PackCard } from "#components/reviews/pack-card.tsx";
import { ReviewDesk } from "#components/reviews/review-desk.tsx";
import { ReviewFacts } from "#components/reviews/review-facts.tsx";
import { ReviewNotices } from "#components/reviews/review-notices.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RefreshWhile } from "#components/ui/refresh-while.tsx";
import { reviewPage } from "#lib/server/read-reviews.ts";
import { answer, ask, close, decide, handOver, undo } from "../actions.ts";

const MOVING: ReadonlySet<string> = new Set(["open", "approved", "applying", "unknown", "partial"]);

interface Props {
  readonly params: Promise<{ readonly number: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Access review ${(await params).number}` };
}

export default async function ReviewPage({ params }: Props) {
  const review = await reviewPage((await params).number);
  const mine = review.rows.filter(({ mayAnswer }) => mayAnswer);
  const isOpen = review.state === "open";
  const unfinished = review.changes.some(({ state }) => MOVING.has(state));
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Reviews", href: "/reviews" }, { label: `${review.number}` }]}
        title={<ForeignText text={review.name} limit={120} />}
        facts={<ReviewFacts review={review} />}
        actions={
          <>
            {review.takers.length === 0 ? null : (
              <HandOverForm reviewId={review.id} takers={review.takers} action={handOver} />
            )}
            {review.mayClose ? <CloseForm reviewId={review.id} tally={review.tally} action={close} /> : null}
          </>
        }
      />
      <div className="grid gap-4">
        <ReviewNotices review={review} />
        {mine.map((row) => (
          <AnswerForm key={row.id} reviewId={review.id} row={row} action={answer} />
        ))}
        {isOpen || review.asOwner ? null : (
          <PackCard number={review.number} pack={review.pack} unfinished={unfinished} />
        )}
        {review.asOwner ? null : (
          <ReviewDesk
            reviewId={review.id}
            open={isOpen}
            rows={review.rows}
            decide={decide}
            undo={undo}
            ask={ask}
          />
        )}
      </div>
      {isOpen && !review.asOwner ? <div className="h-28 md:hidden" /> : null}
      <RefreshWhile active={!isOpen && !review.asOwner && review.pack === null} everyMilliseconds={1500} />
    </>
  );
}
