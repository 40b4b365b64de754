import type { Metadata } from "next";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { LookButton } from "#components/observation/look-button.tsx";
import { LookProblems } from "#components/observation/look-problems.tsx";
import { LookProgress } from "#components/observation/look-progress.tsx";
import { StacksFilter } from "#components/stacks/stacks-filter.tsx";
import { selectStacks, stacksHref, stacksQuery } from "#components/stacks/stacks-query.ts";
import { StacksTable } from "#components/stacks/stacks-table.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { stacksPage } from "#lib/server/read-estate.ts";
import { momentOf, pastOf } from "#lib/server/read-past.ts";
import { lookNow } from "../actions.ts";

export const metadata: Metadata = { title: "Stacks" };

export default async function StacksPage({ searchParams }: { searchParams: SearchParameters }) {
  const query = stacksQuery(await knownParameters(searchParams, ["q", "state", "team", "sort", "order"]));
  const at = momentOf((await knownParameters(searchParams, ["at"])).at);
  const past = await pastOf(at);
  const { rows, scopes, mayObserve, mayAskNew, unmodelled } = await stacksPage(at);
  const shown = selectStacks(rows, query);
  return (
    <>
      <PageHeader
        title="Stacks"
        facts={`${shown.length} of ${rows.length}: each tier as it is, beside what its owners meant`}
        actions={
          <>
            {unmodelled === 0 ? null : <LinkButton href="/groups/adopt">Adopt what exists</LinkButton>}
            <LinkButton href="/compare">Compare moments</LinkButton>
            {past === null ? <MomentButton path={stacksHref(query, {})} /> : null}
            {mayObserve ? <LookButton action={lookNow} scopes={scopes} /> : null}
            {mayAskNew ? <LinkButton href="/new-stack">New stack…</LinkButton> : null}
          </>
        }
      />
      <div className="grid gap-4">
        {past === null ? (
          <>
            <LookProgress scopes={scopes} />
            <LookProblems scopes={scopes} />
          </>
        ) : (
          <PastBanner past={past} nowHref={stacksHref(query, {})} path={stacksHref(query, {})} />
        )}
        <Card flush>
          <StacksFilter query={query} teams={[...new Set(rows.map((row) => row.teamName))].sort()} />
          {rows.length === 0 ? (
            <EmptyState shape="ring" title="No stack is described yet">
              A stack says which groups play which tier. A cloud admin describes one under Settings.
            </EmptyState>
          ) : shown.length === 0 ? (
            <EmptyState shape="ring" title="No stack fits this filter" />
          ) : (
            <div className="relative overflow-x-auto">
              <StacksTable rows={shown} query={query} />
            </div>
          )}
        </Card>
      </div>
    </>
  );
}
