import { ChangeAnswers } from "#components/changes/change-answers.tsx";
import { ChangeConversation } from "#components/changes/change-conversation.tsx";
import { ChangeFacts } from "#components/changes/change-facts.tsx";
import { ChangeHistory } from "#components/changes/change-history.tsx";
import { ChangeOutcome } from "#components/changes/change-outcome.tsx";
import { ChangePlan } from "#components/changes/change-plan.tsx";
import { ChangeStateMark } from "#components/changes/change-state-mark.tsx";
import { EmergencyReview } from "#components/changes/emergency-review.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import type { ShownPast } from "#components/history/shown-past.ts";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import type { pastChangePage } from "#lib/server/read-changes.ts";

interface Props {
  readonly number: number;
  /** Null: it had not been asked for by then. */
  readonly change: NonNullable<Awaited<ReturnType<typeof pastChangePage>>>["change"];
  readonly past: ShownPast;
}

const SAYS =
  "What had been asked, answered, written and done about this change by then. Nobody can answer it here.";

/** A change as it was at a moment of the past: no forms, and nothing that came later. */
export const PastChange = ({ number, change, past }: Props) => {
  const path = `/changes/${number}`;
  const crumbs = [{ label: "Changes", href: "/changes" }, { label: `${number}` }];
  const banner = (
    <div className="mb-4">
      <PastBanner past={past} nowHref={path} path={path} says={SAYS} />
    </div>
  );
  if (change === null) {
    return (
      <>
        <PageHeader crumbs={crumbs} title={`Change ${number}`} />
        {banner}
        <Card>
          <EmptyState title="It had not been asked for by then." shape="clock" />
        </Card>
      </>
    );
  }
  const { state, said } = change;
  return (
    <>
      <PageHeader
        crumbs={crumbs}
        title={<ForeignText text={change.title} limit={200} />}
        facts={
          <ChangeFacts
            change={{ ...change, answerBy: said?.answerBy ?? null, startsAt: said?.startsAt ?? null }}
          />
        }
        actions={
          <ChangeStateMark
            state={state}
            startsLater={said?.startsLater === true}
            isUndone={state === "applied" && change.rolledBackBy?.isDone === true}
          />
        }
      />
      {banner}
      {said === null || said.reason === "" ? null : (
        <p className="mb-4 max-w-prose">
          “<ForeignText text={said.reason} limit={1000} />”
        </p>
      )}
      <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_19.5rem]">
        <div className="grid min-w-0 gap-4">
          {change.unreadable ? (
            <Notice tone="problem" title="What is stored of this change is damaged.">
              <p>What it was to do cannot be shown.</p>
            </Notice>
          ) : null}
          {state === null ? (
            <Notice tone="info" title="Which state it was in then is not known.">
              <p>Its moves were not kept yet, or not all of them.</p>
            </Notice>
          ) : null}
          {change.emergency === null ? null : <EmergencyReview emergency={change.emergency} />}
          {state === null ? null : (
            <ChangeOutcome
              state={state}
              sentences={change.outcome}
              labels={change.groups}
              isUpToReader={false}
            />
          )}
          {said === null ? (
            <Notice tone="info" title="What exactly it was to do then is not known.">
              <p>
                It was put up for approval or planned again since, and only what it says now is kept. What
                changed stands in its history, seen as of a later moment.
              </p>
            </Notice>
          ) : (
            <ChangePlan
              kind={change.kind}
              effect={said.effect}
              steps={change.steps}
              diff={change.moves[0]?.diff ?? []}
              labels={change.groups}
            />
          )}
          {change.comments.length === 0 ? null : (
            <ChangeConversation
              comments={change.comments}
              pages={
                <Pagination
                  of="comments, the newest first"
                  {...change.commentPage}
                  href={(page) => `${path}?comments=${page}`}
                />
              }
            />
          )}
          <ChangeHistory
            moves={change.moves}
            labels={change.groups}
            isEmergency={change.emergency !== null}
            pages={
              <Pagination
                of="moves, the newest first"
                {...change.movePage}
                href={(page) => `${path}?history=${page}`}
              />
            }
          />
        </div>
        <ChangeAnswers
          kind={change.kind}
          isDraft={state === "draft"}
          isEmergency={change.emergency !== null}
          answers={change.answers}
          missing={change.missing}
          canBeMine={false}
          whyNot={null}
          {...(change.wantedAnswers ? { nobody: "Nobody had answered by then." } : {})}
        />
      </div>
    </>
  );
};
