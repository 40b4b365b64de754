import type { Metadata } from "next";
import { CatalogueTable } from "#components/findings/catalogue-table.tsx";
import { FindingsFilter } from "#components/findings/findings-filter.tsx";
import {
  FINDINGS_PARAMETERS,
  type FindingsQuery,
  findingsHref,
  findingsQuery,
  isFiltered,
  selectFindings,
} from "#components/findings/findings-query.ts";
import { SeverityTally } from "#components/findings/severity-tally.tsx";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { LookButton } from "#components/observation/look-button.tsx";
import { LookProblems } from "#components/observation/look-problems.tsx";
import { LookProgress } from "#components/observation/look-progress.tsx";
import { Card } from "#components/ui/card.tsx";
import { DownloadLinks } from "#components/ui/download-links.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { findingsPage } from "#lib/server/read-findings.ts";
import { momentOf, pastOf } from "#lib/server/read-past.ts";
import { lookNow } from "../actions.ts";
import { proposeRemedy } from "./propose.tsx";

export const metadata: Metadata = { title: "Findings" };

const PAGE_SIZE = 25;

const FILES = { csv: "CSV", json: "JSON", sarif: "SARIF", asff: "ASFF" } as const;

/** What the filter leaves, all pages of it, as files. */
const filesOf = (query: FindingsQuery, at: Date | undefined) =>
  Object.entries(FILES).map(([format, label]) => {
    const [, search = ""] = findingsHref(query).split("?");
    const parameters = new URLSearchParams(search);
    parameters.set("format", format);
    if (at !== undefined) parameters.set("at", at.toISOString());
    return { label, href: `/findings/export?${parameters.toString()}` };
  });

const noRemedyThen = () => <span className="text-sm text-muted">Nothing can be asked for in the past.</span>;

export default async function FindingsPage({ searchParams }: { searchParams: SearchParameters }) {
  const query = findingsQuery(await knownParameters(searchParams, FINDINGS_PARAMETERS));
  const at = momentOf((await knownParameters(searchParams, ["at"])).at);
  const past = await pastOf(at);
  const { entries, scopes, unseen, mayObserve } = await findingsPage(at);
  const selected = selectFindings(entries, query);
  const inTally = selectFindings(entries, { ...query, severity: "", answer: "" });
  const pages = Math.max(1, Math.ceil(selected.length / PAGE_SIZE));
  const page = Math.min(query.page, pages);
  const stacks = [...new Set(entries.flatMap(({ finding }) => finding.stack ?? []))].sort();
  return (
    <>
      <PageHeader
        title="Findings"
        facts={`${selected.length} of ${entries.length} in ${scopes.length} account${scopes.length === 1 ? "" : "s"} and Regions, worst first`}
        actions={
          <>
            <LinkButton href="/findings/exceptions">Exceptions</LinkButton>
            {past === null ? <MomentButton path={findingsHref(query)} /> : null}
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
          <PastBanner past={past} nowHref={findingsHref(query)} path={findingsHref(query)} />
        )}
        {unseen.map(({ accountName, region }) => (
          <Notice
            key={`${accountName} ${region}`}
            tone="warning"
            title={`${accountName}, ${region} was never looked at`}
          >
            <p>Nothing is known of it, good or bad.</p>
          </Notice>
        ))}
        <SeverityTally entries={inTally} query={query} />
        <Card flush>
          <FindingsFilter query={query} stacks={stacks} />
          {selected.length === 0 ? (
            <EmptyState
              shape={isFiltered(query) || unseen.length > 0 ? "ring" : "check"}
              title={isFiltered(query) ? "No finding fits this filter" : "Nothing was found"}
            />
          ) : (
            <div className="relative overflow-x-auto">
              <CatalogueTable
                entries={selected.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
                action={past === null ? proposeRemedy : noRemedyThen}
              />
            </div>
          )}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-4.5 py-2.5 text-sm print:hidden max-md:px-4">
            <span className="text-muted">All {selected.length} as</span>
            <DownloadLinks label="Findings as files" files={filesOf(query, at)} />
          </div>
          <Pagination
            of="findings"
            page={page}
            pages={pages}
            total={selected.length}
            href={(next) => findingsHref(query, { page: next })}
          />
        </Card>
      </div>
    </>
  );
}
