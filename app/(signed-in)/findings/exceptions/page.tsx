import type { Metadata } from "next";
import { EndExceptionForm } from "#components/exceptions/end-exception-form.tsx";
import { ExceptionsTable } from "#components/exceptions/exceptions-table.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { exceptionsPage } from "#lib/server/exceptions.ts";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
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

export default async function ExceptionsPage({ searchParams }: { searchParams: SearchParameters }) {
  const list = await exceptionsPage(await knownParameters(searchParams, ["show", "page"]));
  const href = (show: string, page = 1) =>
    `/findings/exceptions?${new URLSearchParams({ show, ...(page > 1 ? { page: String(page) } : {}) }).toString()}`;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Findings", href: "/findings" }, { label: "Exceptions" }]}
        title="Exceptions"
        facts="Findings that somebody answers for until a time; each comes back when it ends, or when it grows"
      />
      <Card flush>
        <Tabs
          label="Which exceptions"
          current={list.show}
          tabs={TABS.map(({ key, label }) => ({ key, label, href: href(key) }))}
        />
        {list.rows.length === 0 ? (
          <EmptyState title={NOTHING[list.show]}>
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
