import type { Metadata } from "next";
import { AnswerLines } from "#components/ask/answer-lines.tsx";
import { AskLine } from "#components/ask/ask-line.tsx";
import { AskProblem } from "#components/ask/ask-problem.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { LookButton } from "#components/observation/look-button.tsx";
import { LookProblems } from "#components/observation/look-problems.tsx";
import { LookProgress } from "#components/observation/look-progress.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { GRAPH_PARAMETERS, graphHref, graphQuery } from "#lib/core/graph/graph-query.ts";
import { askedOnGraph } from "#lib/server/ask.ts";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { graphPage } from "#lib/server/read-graph.ts";
import { momentOf, pastOf } from "#lib/server/read-past.ts";
import { lookNow } from "../actions.ts";
import { GraphScreen } from "./graph-screen.tsx";

export const metadata: Metadata = { title: "Graph" };

export default async function GraphPage({ searchParams }: { searchParams: SearchParameters }) {
  const given = await knownParameters(searchParams, GRAPH_PARAMETERS);
  const query = graphQuery(given);
  const { scopes, mayObserve } = await graphPage(given.at);
  const asked = await askedOnGraph(searchParams);
  const question = asked?.view.question ?? asked?.view.typed ?? "";
  const past = await pastOf(momentOf(given.at));
  const nowHref = graphHref({ ...query, at: "" });
  return (
    <>
      <PageHeader
        title="Graph"
        facts="Who lets whom in, as security groups permit it: one edge for each pair"
        actions={
          past === null ? (
            <>
              <MomentButton path={nowHref} />
              {mayObserve ? <LookButton action={lookNow} scopes={scopes} /> : null}
            </>
          ) : null
        }
      />
      <div className="grid gap-4">
        {past === null ? (
          <>
            <LookProgress scopes={scopes} />
            <LookProblems scopes={scopes} />
          </>
        ) : (
          <PastBanner past={past} nowHref={nowHref} path={nowHref} />
        )}
        <Card>
          <div className="grid gap-3">
            <AskLine key={question} action="/graph" value={question} />
            {asked === null ? null : (
              <>
                <AskProblem view={asked.view} />
                <AnswerLines answers={asked.view.answers} at={asked.view.at} />
              </>
            )}
          </div>
        </Card>
        <Card flush>
          <GraphScreen
            scopes={scopes.map(({ accountId, accountName, region }) => ({
              key: `${accountId}/${region}`,
              label: `${accountName}, ${region}`,
            }))}
            highlight={asked?.highlight ?? null}
          />
        </Card>
      </div>
    </>
  );
}
