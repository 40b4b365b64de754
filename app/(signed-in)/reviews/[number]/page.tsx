import type { Metadata } from "next";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
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
import { exactUtc } from "#components/ui/time-words.ts";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { reviewPage } from "#lib/server/read-reviews.ts";
import { answer, ask, close, decide, handOver, undo } from "../actions.ts";

const MOVING: ReadonlySet<string> = new Set(["open", "approved", "applying", "unknown", "partial"]);

interface Props {
  readonly params: Promise<{ readonly number: string }>;
  readonly searchParams: SearchParameters;
}

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: `Access review ${(await params).number}` };
}

interface Packed {
  readonly state: "open" | "closed";
  readonly asOwner: boolean;
  readonly pack: { readonly edition: number; readonly madeAt: string } | null;
}

const packWords = ({ state, asOwner, pack }: Packed): string =>
  asOwner || state === "open"
    ? ""
    : pack === null
      ? "Its evidence had not been signed yet."
      : `Its evidence had been signed: edition ${pack.edition}, ${exactUtc(Date.parse(pack.madeAt))}.`;

export default async function ReviewPage({ params, searchParams }: Props) {
  const { review, past } = await reviewPage((await params).number, searchParams);
  const nowHref = `/reviews/${review.number}`;
  const mine = review.rows.filter(({ mayAnswer }) => mayAnswer);
  const isPast = past !== null;
  const isOpen = review.state === "open" && !isPast;
  const unfinished = review.changes.some(({ state }) => MOVING.has(state));
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Reviews", href: "/reviews" }, { label: `${review.number}` }]}
        title={<ForeignText text={review.name} limit={120} />}
        facts={<ReviewFacts review={review} />}
        actions={
          <>
            {isPast ? null : <MomentButton path={nowHref} />}
            {review.takers.length === 0 ? null : (
              <HandOverForm reviewId={review.id} takers={review.takers} action={handOver} />
            )}
            {review.mayClose ? <CloseForm reviewId={review.id} tally={review.tally} action={close} /> : null}
          </>
        }
      />
      <div className="grid gap-4">
        {isPast ? (
          <PastBanner
            past={past}
            nowHref={nowHref}
            path={nowHref}
            says={`What was decided, asked and answered by then; each row's evidence is of when the review began. What people are called may be of now. ${packWords(review)}`}
          />
        ) : null}
        <ReviewNotices review={review} isPast={isPast} />
        {mine.map((row) => (
          <AnswerForm key={row.id} reviewId={review.id} row={row} action={answer} />
        ))}
        {isOpen || isPast || review.asOwner ? null : (
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
      <RefreshWhile
        active={!isOpen && !isPast && !review.asOwner && review.pack === null}
        everyMilliseconds={1500}
      />
    </>
  );
}
