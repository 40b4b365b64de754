import type { Metadata } from "next";
import { LookButton } from "#components/observation/look-button.tsx";
import { LookProblems } from "#components/observation/look-problems.tsx";
import { LookProgress } from "#components/observation/look-progress.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { GRAPH_PARAMETERS, graphHref, graphQuery } from "#lib/core/graph/graph-query.ts";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { graphPage } from "#lib/server/read-graph.ts";
import { lookNow } from "../actions.ts";
import { GraphScreen } from "./graph-screen.tsx";

export const metadata: Metadata = { title: "Graph" };

export default async function GraphPage({ searchParams }: { searchParams: SearchParameters }) {
  const given = await knownParameters(searchParams, GRAPH_PARAMETERS);
  const query = graphQuery(given);
  const { scopes, mayObserve } = await graphPage(given.at);
  const isNow = query.at === "";
  return (
    <>
      <PageHeader
        title="Graph"
        facts="Who lets whom in, as security groups permit it: one edge for each pair"
        actions={mayObserve && isNow ? <LookButton action={lookNow} scopes={scopes} /> : null}
      />
      <div className="grid gap-4">
        {isNow ? <LookProgress scopes={scopes} /> : null}
        <LookProblems scopes={scopes} />
        <Card flush>
          <Tabs
            label="Views"
            current={query.view}
            tabs={[{ key: "graph", label: "Graph", href: graphHref({ ...query, view: "graph" }) }]}
          />
          <GraphScreen
            scopes={scopes.map(({ accountId, accountName, region }) => ({
              key: `${accountId}/${region}`,
              label: `${accountName}, ${region}`,
            }))}
            highlight={null}
          />
        </Card>
      </div>
    </>
  );
}
