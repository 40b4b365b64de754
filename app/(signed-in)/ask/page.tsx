import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AnswerCard } from "#components/ask/answer-card.tsx";
import { AskFields } from "#components/ask/ask-fields.tsx";
import { AskLine } from "#components/ask/ask-line.tsx";
import { askHref } from "#components/ask/ask-links.ts";
import { AskProblem } from "#components/ask/ask-problem.tsx";
import { Examples } from "#components/ask/examples.tsx";
import { DropForm, KeepForm } from "#components/ask/keep-forms.tsx";
import type { ShownAnswerRule } from "#components/ask/shown-answer.ts";
import { VerdictTally } from "#components/ask/verdict-tally.tsx";
import { WatchedTable } from "#components/ask/watched-table.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { RuleChangeButton } from "#components/stack/rule-change-button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { askPage, watchedOf } from "#lib/server/ask.ts";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { pastOf } from "#lib/server/read-past.ts";
import { askRule } from "../stacks/[name]/actions.ts";
import { dropQuestion, keepQuestion } from "./actions.ts";

export const metadata: Metadata = { title: "Ask" };

const proposalFor = ({ change, plays, groupId, ruleKey, isDoor }: ShownAnswerRule): ReactNode =>
  change === null || plays === null ? null : (
    <RuleChangeButton
      action={askRule}
      change={change}
      stackId={plays.stackId}
      groupId={groupId}
      ruleKey={ruleKey}
      requestKey={randomUUID()}
      isDoor={isDoor}
    />
  );

export default async function AskPage({ searchParams }: { searchParams: SearchParameters }) {
  const { view, origin } = await askPage(searchParams);
  const past = await pastOf(view.at === null ? undefined : new Date(view.at));
  const present = view.present ?? "";
  const watched = await watchedOf("all");
  const asked = view.question ?? view.typed;
  return (
    <>
      <PageHeader title="Ask" facts="Who can reach what, as security groups permit it" />
      <div className="grid gap-4">
        <Card>
          <div className="grid gap-3">
            <AskLine key={asked} action="/ask" value={asked} />
            <details open={view.typed === "" && view.question !== null}>
              <summary className="w-fit rounded-sm text-sm font-[560] text-accent">Ask with a form</summary>
              <div className="mt-3">
                <AskFields form={view.form} of={asked} />
              </div>
            </details>
          </div>
        </Card>
        {past === null ? null : <PastBanner past={past} nowHref={askHref(present)} path={askHref(present)} />}
        <AskProblem view={view} />
        <VerdictTally verdicts={view.answers.map(({ answer }) => answer.verdict)} />
        {view.answers.map((given) => (
          <AnswerCard
            key={`${given.answer.scopeId} ${given.answer.question}`}
            shown={given}
            at={view.at}
            origin={origin}
            proposal={proposalFor}
            save={
              given.maySave && view.at === null ? (
                <KeepForm
                  action={keepQuestion}
                  question={given.answer.question}
                  scopeId={given.answer.scopeId}
                  kind={given.answer.kind}
                  verdict={given.answer.verdict}
                />
              ) : null
            }
          />
        ))}
        {asked === "" ? <Examples /> : null}
        {watched.length === 0 ? null : (
          <Card flush title="Watched questions" note="judged anew with every look at EC2">
            <WatchedTable
              rows={watched}
              drop={(row) =>
                row.mayDrop ? (
                  <DropForm action={dropQuestion} questionId={row.id} question={row.question} />
                ) : null
              }
            />
          </Card>
        )}
      </div>
    </>
  );
}
