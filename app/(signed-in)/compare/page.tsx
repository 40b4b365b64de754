import type { Metadata } from "next";
import { COMPARE_PARAMETERS, compareHref } from "#components/history/compare-query.ts";
import { ComparedGroups } from "#components/history/compared-groups.tsx";
import { ComparedInterfaces } from "#components/history/compared-interfaces.tsx";
import { LooksCompared } from "#components/history/looks-compared.tsx";
import { MomentsForm } from "#components/history/moments-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { comparisonPage } from "#lib/server/read-comparison.ts";
import { momentOf } from "#lib/server/read-past.ts";

export const metadata: Metadata = { title: "Compare two moments" };

const GROUPS_A_PAGE = 25;
const MOST_INTERFACES = 200;
const DAY = 24 * 60 * 60 * 1000;

const PARTS: Readonly<Record<string, string>> = { vpcs: "VPCs", prefixLists: "prefix lists" };
const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;

export default async function ComparePage({ searchParams }: { searchParams: SearchParameters }) {
  const given = await knownParameters(searchParams, COMPARE_PARAMETERS);
  const from = momentOf(given.from) ?? new Date(Math.floor((Date.now() - DAY) / 1000) * 1000);
  const view = await comparisonPage({ from, to: momentOf(given.to), stack: given.stack });
  const page = Math.max(1, Math.trunc(Number(given.page ?? "1")) || 1);
  const query = { from: view.from.at, to: given.to ?? "", stack: given.stack ?? "", page };
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Stacks", href: "/stacks" },
          ...(given.stack === undefined
            ? []
            : [{ label: given.stack, href: `/stacks/${encodeURIComponent(given.stack)}` }]),
          { label: "Compare two moments" },
        ]}
        title="Compare two moments"
        facts="Groups, rules, who carries what, and the flows that came and went by it"
      />
      <div className="grid gap-4">
        <Card flush>
          <MomentsForm key={JSON.stringify(query)} query={query} stacks={view.stacks} />
          <LooksCompared from={view.from} to={view.to} isToNow={view.isToNow} scopes={view.scopes} />
        </Card>
        {view.scopes.map(({ scopeId, accountName, region, compared }) => {
          if (compared === null) return null;
          const pages = Math.max(1, Math.ceil(compared.groups.length / GROUPS_A_PAGE));
          const shown = Math.min(page, pages);
          return (
            <div key={scopeId} className="grid gap-4">
              {compared.unread.length === 0 ? null : (
                <Notice
                  tone="warning"
                  title={`Not all of ${accountName}, ${region} was read at both moments`}
                >
                  <p>
                    Of {compared.unread.map((part) => PARTS[part] ?? part).join(", ")}, what came or went is
                    not certain.
                  </p>
                </Notice>
              )}
              <Card
                flush
                title={`${accountName}, ${region}: groups`}
                note={counted(compared.groups.length, "group")}
              >
                {compared.groups.length === 0 ? (
                  <EmptyState title="Every group is what it was" />
                ) : (
                  <ComparedGroups
                    groups={compared.groups.slice((shown - 1) * GROUPS_A_PAGE, shown * GROUPS_A_PAGE)}
                    names={view.names}
                  />
                )}
                <Pagination
                  of="groups"
                  page={shown}
                  pages={pages}
                  total={compared.groups.length}
                  href={(next) => compareHref({ ...query, page: next })}
                />
              </Card>
              <Card
                flush
                title={`${accountName}, ${region}: who carries them`}
                note={
                  compared.interfaces.length > MOST_INTERFACES
                    ? `the first ${MOST_INTERFACES} of ${counted(compared.interfaces.length, "interface")}`
                    : counted(compared.interfaces.length, "interface")
                }
              >
                {compared.interfaces.length === 0 ? (
                  <EmptyState title="Every interface carries what it did" />
                ) : (
                  <div className="relative overflow-x-auto">
                    <ComparedInterfaces
                      interfaces={compared.interfaces.slice(0, MOST_INTERFACES)}
                      names={view.names}
                    />
                  </div>
                )}
              </Card>
            </div>
          );
        })}
      </div>
    </>
  );
}
