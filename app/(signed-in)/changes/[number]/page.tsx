import type { Metadata } from "next";
import { ChangeActions } from "#components/changes/change-actions.tsx";
import { ChangeAnswers } from "#components/changes/change-answers.tsx";
import { ChangeConversation } from "#components/changes/change-conversation.tsx";
import { ChangeFacts } from "#components/changes/change-facts.tsx";
import { ChangeHistory } from "#components/changes/change-history.tsx";
import { ChangeOutcome } from "#components/changes/change-outcome.tsx";
import { ChangePlan } from "#components/changes/change-plan.tsx";
import { ChangeStateMark } from "#components/changes/change-state-mark.tsx";
import { ChangedSince } from "#components/changes/changed-since.tsx";
import { EmergencyReview } from "#components/changes/emergency-review.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { RefreshWhile } from "#components/ui/refresh-while.tsx";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { changePage, pastChangePage } from "#lib/server/read-changes.ts";
import { pastOf } from "#lib/server/read-past.ts";
import { approve, comment, edit, reject, replan, resume, review, rollBack, withdraw } from "./actions.ts";
import { PastChange } from "./past-change.tsx";

/** Somebody or something may still move it: the page looks again by itself. */
const MOVING: ReadonlySet<string> = new Set(["open", "approved", "applying", "unknown", "partial"]);

const nextOfStale = (kind: string): string =>
  kind === "match" || kind === "rule"
    ? "Whoever asked may have it planned anew; then everybody answers anew."
    : "It can be asked for again.";

interface Props {
  readonly params: Promise<{ readonly number: string }>;
  readonly searchParams: SearchParameters;
}

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: `Change ${(await params).number}` };
}

export default async function ChangePage({ params, searchParams }: Props) {
  const { number } = await params;
  const then = await pastChangePage(number, searchParams);
  const past = await pastOf(then?.at);
  if (then !== null && past !== null)
    return <PastChange number={then.number} change={then.change} past={past} />;
  const change = await changePage(number, searchParams);
  const moving = MOVING.has(change.state);
  const isDraft = change.state === "draft";
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Changes", href: "/changes" }, { label: `${change.number}` }]}
        title={<ForeignText text={change.title} limit={200} />}
        facts={<ChangeFacts change={change} />}
        actions={
          <>
            <ChangeStateMark
              state={change.state}
              mine={change.mayAnswer}
              startsLater={change.startsLater}
              isUndone={change.state === "applied" && change.rolledBackBy?.isDone === true}
            />
            <MomentButton path={`/changes/${change.number}`} />
          </>
        }
      />
      {change.reason === "" ? null : (
        <p className="-mt-2 mb-4 max-w-prose">
          “<ForeignText text={change.reason} limit={1000} />”
        </p>
      )}
      <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_19.5rem]">
        <div className="grid min-w-0 gap-4">
          {change.unreadable ? (
            <Notice tone="problem" title="What is stored of this change is damaged.">
              <p>Nobody can answer it, and nothing of it is carried out. Ask for it again.</p>
            </Notice>
          ) : null}
          {change.emergency === null ? null : (
            <EmergencyReview
              emergency={change.emergency}
              {...(change.emergency.mayReview ? { review: { changeId: change.id, action: review } } : {})}
            />
          )}
          <ChangeOutcome
            state={change.state}
            sentences={change.outcome}
            labels={change.groups}
            isUpToReader={change.mayReplan || change.mayResume || change.mayRollBack}
            {...(change.state === "stale" && change.said === null ? { next: nextOfStale(change.kind) } : {})}
          />
          {change.state === "open" && change.movePage.page === 1 ? (
            <ChangedSince moves={change.moves} labels={change.groups} />
          ) : null}
          <ChangePlan
            kind={change.kind}
            effect={change.effect}
            steps={change.steps}
            diff={change.moves[0]?.diff ?? []}
            labels={change.groups}
          />
          {isDraft ? null : (
            <ChangeConversation
              comments={change.comments}
              comment={{ changeId: change.id, action: comment }}
              pages={
                <Pagination
                  of="comments, the newest first"
                  {...change.commentPage}
                  href={(page) => `/changes/${change.number}?comments=${page}`}
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
                href={(page) => `/changes/${change.number}?history=${page}`}
              />
            }
          />
        </div>
        <ChangeAnswers
          kind={change.kind}
          isDraft={isDraft}
          isEmergency={change.emergency !== null}
          answers={change.answers}
          missing={change.missing}
          canBeMine={change.mayAnswer}
          whyNot={change.whyNot}
        >
          <ChangeActions
            change={change}
            stepsLeft={change.steps.filter(({ state }) => state !== "done").length}
            requestKey={crypto.randomUUID()}
            actions={{ approve, reject, replan, resume, rollBack, edit, withdraw }}
          />
        </ChangeAnswers>
      </div>
      {change.mayAnswer ? <div className="h-16 md:hidden" /> : null}
      <RefreshWhile
        active={moving}
        everyMilliseconds={change.state === "open" || change.startsLater ? 8000 : 1500}
      />
    </>
  );
}
