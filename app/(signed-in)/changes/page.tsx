import type { Metadata } from "next";
import { ChangeList } from "#components/changes/change-list.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { changesPage } from "#lib/server/read-changes.ts";

export const metadata: Metadata = { title: "Changes" };

const TABS = [
  { key: "waiting", label: "Waiting for me" },
  { key: "under-way", label: "Under way" },
  { key: "mine", label: "Mine" },
  { key: "all", label: "All" },
] as const;

const NOTHING: Readonly<Record<(typeof TABS)[number]["key"], string>> = {
  waiting: "Nothing waits for your answer.",
  "under-way": "No change is under way.",
  mine: "You have asked for nothing yet.",
  all: "There is no change for you to read yet.",
};

export default async function ChangesPage({ searchParams }: { searchParams: SearchParameters }) {
  const { input, list } = await changesPage(searchParams);
  const href = (show: string, page = 1) => {
    const query = new URLSearchParams({ show, ...(input.stack === "" ? {} : { stack: input.stack }) });
    if (page > 1) query.set("page", String(page));
    return `/changes?${query}`;
  };
  return (
    <>
      <PageHeader
        title="Changes"
        facts={input.stack === "" ? "Everything asked for, and what became of it" : `On ${input.stack}`}
      />
      <Card flush>
        <Tabs
          label="Which changes"
          current={input.show}
          tabs={TABS.map((tab) => ({
            key: tab.key,
            label: tab.label,
            href: href(tab.key),
            ...(tab.key === "waiting" ? { count: list.waiting } : {}),
          }))}
        />
        {list.rows.length === 0 ? (
          <EmptyState title={NOTHING[input.show]}>
            Requests come from SSH access, and from a stack's “Make it match”.
          </EmptyState>
        ) : (
          <ChangeList rows={list.rows} />
        )}
        <Pagination
          of="changes"
          page={list.page}
          pages={list.pages}
          total={list.total}
          href={(page) => href(input.show, page)}
        />
      </Card>
    </>
  );
}
