import type { Metadata } from "next";
import { NewReviewForm } from "#components/reviews/new-review-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { newReviewPage } from "#lib/server/read-reviews.ts";
import { start } from "../actions.ts";

export const metadata: Metadata = { title: "New access review" };

const DAY = 86_400_000;
const dateIn = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

export default async function NewReviewPage() {
  const { choices, me } = await newReviewPage();
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Reviews", href: "/reviews" }, { label: "New" }]}
        title="New access review"
        facts="What is in scope is pinned at the start; what changes later is shown beside it"
      />
      <Card>
        {choices.subjects.length === 0 ? (
          <EmptyState title="There is no access to review" shape="check">
            Nobody has a grant, no stack keeps a standing source, and no finding is excepted.
          </EmptyState>
        ) : (
          <NewReviewForm
            stacks={choices.stacks}
            owners={choices.owners}
            reviewers={choices.reviewers}
            subjects={choices.subjects}
            me={me}
            today={dateIn(0)}
            suggestedDue={dateIn(14)}
            action={start}
          />
        )}
      </Card>
    </>
  );
}
