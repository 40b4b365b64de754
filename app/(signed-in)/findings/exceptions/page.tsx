import type { Metadata } from "next";
import { EndExceptionForm } from "#components/exceptions/end-exception-form.tsx";
import { ExceptionsTable } from "#components/exceptions/exceptions-table.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { keepMoment } from "#components/ui/keep-moment.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { exceptionsPage } from "#lib/server/exceptions.ts";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { momentOf, pastOf } from "#lib/server/read-past.ts";
import { endEarly } from "./actions.ts";

export const metadata: Metadata = { title: "Exceptions" };

const TABS = [
  { key: "in-force", label: "In force" },
  { key: "asked", label: "Asked for" },
  { key: "over", label: "Over" },
] as const;

const NOTHING = {
  "in-force": "No finding is accepted now",
  asked: "Nobody waits for an exception",
  over: "No exception has ended yet",
} as const;

const NOTHING_THEN = {
  "in-force": "No finding was accepted then",
  asked: "Nobody waited for an exception then",
  over: "No exception had ended by then",
} as const;

export default async function ExceptionsPage({ searchParams }: { searchParams: SearchParameters }) {
  const { at: moment, ...given } = await knownParameters(searchParams, ["show", "page", "at"]);
  const at = momentOf(moment);
  const past = await pastOf(at);
  const list = await exceptionsPage(given, at);
  const nowHref = (show: string, page = 1) =>
    `/findings/exceptions?${new URLSearchParams({ show, ...(page > 1 ? { page: String(page) } : {}) }).toString()}`;
  const href = (show: string, page = 1) => keepMoment(nowHref(show, page), moment ?? null);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Findings", href: "/findings" }, { label: "Exceptions" }]}
        title="Exceptions"
        facts="Findings that somebody answers for until a time; each comes back when it ends, or when it grows"
        actions={past === null ? <MomentButton path={nowHref(list.show)} /> : null}
      />
      {past === null ? null : (
        <div className="mb-4">
          <PastBanner past={past} nowHref={nowHref(list.show)} path={nowHref(list.show)} />
        </div>
      )}
      <Card flush>
        <Tabs
          label="Which exceptions"
          current={list.show}
          tabs={TABS.map(({ key, label }) => ({ key, label, href: href(key) }))}
        />
        {list.rows.length === 0 ? (
          <EmptyState title={(past === null ? NOTHING : NOTHING_THEN)[list.show]}>
            An exception is asked for from a finding, and approved like a change.
          </EmptyState>
        ) : (
          <ExceptionsTable
            rows={list.rows}
            end={(row) => (row.mayEnd ? <EndExceptionForm exception={row} action={endEarly} /> : null)}
          />
        )}
        <Pagination
          of="exceptions"
          page={list.page}
          pages={list.pages}
          total={list.total}
          href={(page) => href(list.show, page)}
        />
      </Card>
    </>
  );
}
