import type { Metadata } from "next";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { QuestionLines } from "#components/reviews/question-lines.tsx";
import { ReviewLines } from "#components/reviews/review-lines.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { reviewsPage } from "#lib/server/read-reviews.ts";

export const metadata: Metadata = { title: "Reviews" };

export default async function ReviewsPage({ searchParams }: { searchParams: SearchParameters }) {
  const { mayRun, reviews, questions, past } = await reviewsPage(searchParams);
  return (
    <>
      <PageHeader
        title="Reviews"
        facts="Who has access, why, and whether they still need it"
        actions={
          <>
            {past === null ? <MomentButton path="/reviews" /> : null}
            {mayRun ? (
              <LinkButton href="/reviews/new" variant="primary">
                New review
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="grid gap-4">
        {past === null ? null : (
          <PastBanner
            past={past}
            nowHref="/reviews"
            path="/reviews"
            says="Reviews that had begun by then, who ran them, and what was decided and asked by then. What people are called may be of now."
          />
        )}
        {questions.length === 0 ? null : (
          <Card flush title="Asked of you" note={String(questions.length)}>
            <QuestionLines questions={questions} />
          </Card>
        )}
        <Card flush>
          {reviews.length === 0 ? (
            <EmptyState
              title={
                past !== null
                  ? "No access review that you may see had begun by then"
                  : mayRun
                    ? "No access review yet"
                    : "Nothing is asked of you"
              }
              shape="ring"
            >
              {past !== null
                ? null
                : mayRun
                  ? "A review lists every grant, standing source and exception in its scope with the evidence about each, and ends with a signed pack for your auditor."
                  : "When a reviewer asks about your access, the question stands here."}
            </EmptyState>
          ) : (
            <ReviewLines reviews={reviews} />
          )}
        </Card>
      </div>
    </>
  );
}
