import type { Metadata } from "next";
import { QuestionLines } from "#components/reviews/question-lines.tsx";
import { ReviewLines } from "#components/reviews/review-lines.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { reviewsPage } from "#lib/server/read-reviews.ts";

export const metadata: Metadata = { title: "Reviews" };

export default async function ReviewsPage() {
  const { mayRun, reviews, questions } = await reviewsPage();
  return (
    <>
      <PageHeader
        title="Reviews"
        facts="Who has access, why, and whether they still need it"
        actions={
          mayRun ? (
            <LinkButton href="/reviews/new" variant="primary">
              New review
            </LinkButton>
          ) : null
        }
      />
      <div className="grid gap-4">
        {questions.length === 0 ? null : (
          <Card flush title="Asked of you" note={String(questions.length)}>
            <QuestionLines questions={questions} />
          </Card>
        )}
        <Card flush>
          {reviews.length === 0 ? (
            <EmptyState title={mayRun ? "No access review yet" : "Nothing is asked of you"} shape="ring">
              {mayRun
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
