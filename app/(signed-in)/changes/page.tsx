import type { Metadata } from "next";
import { ChangeList } from "#components/changes/change-list.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { changesPage, pastChangesPage } from "#lib/server/read-changes.ts";
import { pastOf } from "#lib/server/read-past.ts";

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

const NOTHING_THEN: Readonly<Record<Exclude<(typeof TABS)[number]["key"], "waiting">, string>> = {
  "under-way": "No change was under way then.",
  mine: "You had asked for nothing by then.",
  all: "There was no change for you to read yet.",
};

const SAYS_THEN =
  "Requests that had been asked for by then, each in the state that its recorded moves tell of then. What waits for your answer is about now.";

const FACTS = "Everything asked for, and what became of it";

const hrefOf = (stack: string) => (show: string, page?: number) => {
  const query = new URLSearchParams({ show, ...(stack === "" ? {} : { stack }) });
  if (page !== undefined && page > 1) query.set("page", String(page));
  return `/changes?${query}`;
};

export default async function ChangesPage({ searchParams }: { searchParams: SearchParameters }) {
  const then = await pastChangesPage(searchParams);
  const past = await pastOf(then?.at);
  if (then !== null && past !== null) {
    const { input, list } = then;
    const href = hrefOf(input.stack);
    const nowHref = href(input.show);
    return (
      <>
        <PageHeader title="Changes" facts={input.stack === "" ? FACTS : `On ${input.stack}`} />
        <div className="grid gap-4">
          <PastBanner past={past} nowHref={nowHref} path={nowHref} says={SAYS_THEN} />
          <Card flush>
            <Tabs
              label="Which changes"
              current={input.show}
              tabs={TABS.flatMap(({ key, label }) =>
                key === "waiting" ? [] : [{ key, label, href: href(key) }],
              )}
            />
            {list.rows.length === 0 ? (
              <EmptyState title={NOTHING_THEN[input.show]} />
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
        </div>
      </>
    );
  }
  const { input, list } = await changesPage(searchParams);
  const href = hrefOf(input.stack);
  return (
    <>
      <PageHeader
        title="Changes"
        facts={input.stack === "" ? FACTS : `On ${input.stack}`}
        actions={<MomentButton path={href(input.show === "waiting" ? "under-way" : input.show)} />}
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
