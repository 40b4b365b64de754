import type { Metadata } from "next";
import { WatchedTable } from "#components/ask/watched-table.tsx";
import { ChangeList } from "#components/changes/change-list.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { GrantLines } from "#components/home/grant-lines.tsx";
import { outOfLineNote } from "#components/home/out-of-line-note.ts";
import { StackLines } from "#components/home/stack-lines.tsx";
import { LookButton } from "#components/observation/look-button.tsx";
import { LookProblems } from "#components/observation/look-problems.tsx";
import { LookProgress } from "#components/observation/look-progress.tsx";
import { QuestionLines } from "#components/reviews/question-lines.tsx";
import { ReviewLines } from "#components/reviews/review-lines.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { watchedOf } from "#lib/server/ask.ts";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { homePage, pastHomePage } from "#lib/server/read-estate.ts";
import { pastOf } from "#lib/server/read-past.ts";
import { lookNow } from "./actions.ts";
import { PastHome } from "./past-home.tsx";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage({ searchParams }: { searchParams: SearchParameters }) {
  const then = await pastHomePage(searchParams);
  const past = await pastOf(then?.at);
  if (then !== null && past !== null) {
    return (
      <>
        <PageHeader title="Home" facts="How your stacks and your access were. What needs you is about now" />
        <div className="grid gap-4">
          <PastBanner past={past} nowHref="/" path="/" />
          <PastHome view={then.view} />
        </div>
      </>
    );
  }
  const home = await homePage();
  const watched = await watchedOf("home");
  const lists = [
    home.waiting,
    home.grants,
    home.asked,
    home.outOfLine,
    home.reviews,
    home.questions,
    watched,
  ];
  const needs = lists.reduce((sum, list) => sum + list.length, 0);
  return (
    <>
      <PageHeader
        title="Home"
        facts={
          home.checkedAt === null ? (
            "Not everything has been looked at yet"
          ) : (
            <span>
              What needs you. EC2 was last looked at <RelativeTime at={home.checkedAt} />
            </span>
          )
        }
        actions={
          <>
            <MomentButton path="/" />
            {home.mayObserve ? <LookButton action={lookNow} scopes={home.scopes} /> : null}
            {home.mayAskForOneself ? (
              <LinkButton href="/access/ask" variant="primary">
                Ask for SSH access
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="grid gap-4">
        <LookProgress scopes={home.scopes} />
        <LookProblems scopes={home.scopes} />
        {home.waiting.length === 0 ? null : (
          <Card flush title="Waiting for your answer" note={String(home.waitingTotal)}>
            <ChangeList rows={home.waiting} />
          </Card>
        )}
        {home.questions.length === 0 ? null : (
          <Card flush title="Asked of you" note="about your own access">
            <QuestionLines questions={home.questions} />
          </Card>
        )}
        {home.reviews.length === 0 ? null : (
          <Card flush title="Access reviews that are yours to run" note={String(home.reviews.length)}>
            <ReviewLines reviews={home.reviews} />
          </Card>
        )}
        {home.grants.length === 0 ? null : (
          <Card
            flush
            title="Your SSH access"
            actions={<TextLink href="/access">Extend or hand back</TextLink>}
          >
            <GrantLines grants={home.grants} />
          </Card>
        )}
        {home.asked.length === 0 ? null : (
          <Card
            flush
            title="You asked for"
            note={
              home.asked.length === home.askedTotal
                ? "not decided or not finished"
                : `not decided or not finished: the newest ${home.asked.length} of ${home.askedTotal}`
            }
          >
            <ChangeList rows={home.asked} />
          </Card>
        )}
        {watched.length === 0 ? null : (
          <Card
            flush
            title="Watched questions with another answer"
            note={String(watched.length)}
            actions={<TextLink href="/ask">All watched questions</TextLink>}
          >
            <WatchedTable rows={watched} drop={() => null} />
          </Card>
        )}
        {home.outOfLine.length === 0 ? null : (
          <Card flush title="Stacks that are not as meant" note={outOfLineNote(home.outOfLine, home.stacks)}>
            <StackLines stacks={home.outOfLine} />
          </Card>
        )}
        {needs > 0 ? null : (
          <Card>
            <EmptyState title="Nothing needs you">
              {home.stacks === 0 ? (
                "No stack is described yet. A cloud admin describes one under Settings."
              ) : (
                <>
                  All {home.stacks} stacks are as their owners meant them
                  {home.checkedAt === null ? null : (
                    <>
                      , checked <RelativeTime at={home.checkedAt} />
                    </>
                  )}
                  .
                </>
              )}
            </EmptyState>
          </Card>
        )}
      </div>
    </>
  );
}
