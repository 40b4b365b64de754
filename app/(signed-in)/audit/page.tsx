import type { Metadata } from "next";
import { AuditFilterForm } from "#components/audit/audit-filter-form.tsx";
import { AuditTable } from "#components/audit/audit-table.tsx";
import { ConsistencyForm } from "#components/audit/consistency-form.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { ActionForm } from "#components/ui/action-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { DownloadLinks } from "#components/ui/download-links.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { auditPage } from "#lib/server/read-audit.ts";
import { verify } from "./actions.ts";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: { searchParams: SearchParameters }) {
  const { filters, choices, page, past, isNewest, actions } = await auditPage(searchParams);
  const older = page?.next ?? null;
  const asked = new URLSearchParams(filters).toString();
  const nowHref = asked === "" ? "/audit" : `/audit?${asked}`;
  const taken = past === null ? filters : { ...filters, at: past.at };
  return (
    <>
      <PageHeader
        title="Audit"
        facts="Every state change and its entry are one transaction; entries are only ever added"
        actions={past === null ? <MomentButton path={nowHref} /> : null}
      />
      <div className="grid gap-4">
        {past === null ? null : (
          <PastBanner
            past={past}
            nowHref={nowHref}
            path={nowHref}
            says="Entries written by then. Their places and proofs, the names of what they are about, and what was erased of them are as of now."
          />
        )}
        <div className="grid items-start gap-4 empty:hidden lg:grid-cols-2">
          {choices.mayVerify && past === null ? (
            <Card title="Verify the log" note="every byte, every place, and the tree as it was signed">
              <ActionForm action={verify} submit="Verify now" variant="plain" />
            </Card>
          ) : null}
          {page === null || page.signed === 0 || past !== null ? null : (
            <Card
              title="Prove that nothing was rewritten"
              note={`since a checkpoint you kept, up to ${page.signed} entries`}
            >
              <ConsistencyForm signed={page.signed} />
            </Card>
          )}
        </div>
        <Card flush>
          <AuditFilterForm
            filters={filters}
            people={choices.people}
            stacks={choices.stacks}
            actions={actions}
          />
          {page === null ? null : (
            <div className="flex flex-wrap items-center gap-3 border-b border-line px-4.5 py-2.5 print:hidden">
              <DownloadLinks
                label="The log as a file"
                files={[
                  {
                    label: "JSON Lines",
                    href: `/audit/export?${new URLSearchParams({ ...taken, format: "jsonl" })}`,
                  },
                  {
                    label: "CSV",
                    href: `/audit/export?${new URLSearchParams({ ...taken, format: "csv" })}`,
                  },
                ]}
              />
              <p className="text-sm text-muted">
                {Object.keys(taken).length === 0
                  ? "The whole log, in its order: what sallyport audit verify reads."
                  : asked === ""
                    ? "What had been written by then, in its order."
                    : `What this filter leaves of the log${past === null ? "" : " of then"}, in its order.`}
              </p>
            </div>
          )}
          {page === null ? (
            <div className="p-4.5">
              <Notice tone="problem">This filter cannot be read. Clear it and choose again.</Notice>
            </div>
          ) : page.lines.length === 0 ? (
            <EmptyState title="No entry fits." shape="ring">
              {past === null || asked !== ""
                ? "Widen the filter to see more of the log."
                : "Nothing had been written by then."}
            </EmptyState>
          ) : (
            <AuditTable entries={page.lines} words={actions} signed={page.signed} />
          )}
          {older === null && isNewest ? null : (
            <nav
              aria-label="More of the log"
              className="flex gap-2 border-t border-line px-4.5 py-2.5 max-md:px-4"
            >
              {isNewest ? null : (
                <LinkButton size="small" href={nowHref}>
                  Newest entries
                </LinkButton>
              )}
              {older === null ? null : (
                <LinkButton
                  size="small"
                  href={`/audit?${new URLSearchParams({ ...filters, after: older })}`}
                  rel="next"
                >
                  Older entries
                </LinkButton>
              )}
            </nav>
          )}
        </Card>
      </div>
    </>
  );
}
