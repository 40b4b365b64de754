import type { Metadata } from "next";
import { GroupsFilter } from "#components/groups/groups-filter.tsx";
import { groupsHref, groupsQuery, selectGroups } from "#components/groups/groups-query.ts";
import { GroupsTable } from "#components/groups/groups-table.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { LookButton } from "#components/observation/look-button.tsx";
import { LookProblems } from "#components/observation/look-problems.tsx";
import { LookProgress } from "#components/observation/look-progress.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { groupsPage } from "#lib/server/read-estate.ts";
import { momentOf, pastOf } from "#lib/server/read-past.ts";
import { lookNow } from "../actions.ts";

export const metadata: Metadata = { title: "Groups" };

const PAGE_SIZE = 50;

export default async function GroupsPage({ searchParams }: { searchParams: SearchParameters }) {
  const query = groupsQuery(await knownParameters(searchParams, ["q", "kind", "account", "page"]));
  const at = momentOf((await knownParameters(searchParams, ["at"])).at);
  const past = await pastOf(at);
  const { rows, scopes, mayObserve } = await groupsPage(at);
  const selected = selectGroups(rows, query);
  const pages = Math.max(1, Math.ceil(selected.length / PAGE_SIZE));
  const page = Math.min(query.page, pages);
  const accounts = [
    ...new Map(scopes.map((scope) => [scope.accountId, { id: scope.accountId, name: scope.accountName }])),
  ].map(([, account]) => account);
  return (
    <>
      <PageHeader
        title="Groups"
        facts={`${selected.length} of ${rows.length}: every security group in reach, ours or not`}
        actions={
          <>
            {past === null ? <MomentButton path={groupsHref(query, page)} /> : null}
            {mayObserve ? <LookButton action={lookNow} scopes={scopes} /> : null}
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
          <PastBanner past={past} nowHref={groupsHref(query, page)} path={groupsHref(query, page)} />
        )}
        <Card flush>
          <GroupsFilter query={query} accounts={accounts} />
          {selected.length === 0 ? (
            <EmptyState
              shape="ring"
              title={rows.length === 0 ? "No group has been seen yet" : "No group fits this filter"}
            />
          ) : (
            <div className="relative overflow-x-auto">
              <GroupsTable rows={selected.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)} />
            </div>
          )}
          <Pagination
            of="groups"
            page={page}
            pages={pages}
            total={selected.length}
            href={(next) => groupsHref(query, next)}
          />
        </Card>
      </div>
    </>
  );
}
