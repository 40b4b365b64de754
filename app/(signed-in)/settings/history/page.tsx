import type { Metadata } from "next";
import { NoPastNotice } from "#components/history/no-past-notice.tsx";
import { ThinnedWords } from "#components/history/thinned-words.tsx";
import { RetentionForm } from "#components/settings/retention-form.tsx";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { Card } from "#components/ui/card.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { retentionWords } from "#lib/core/history/retention.ts";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { keptPage } from "#lib/server/retention.ts";
import { keepLooksSo } from "./actions.ts";

export const metadata: Metadata = { title: "History" };

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;

export default async function HistoryPage({ searchParams }: { searchParams: SearchParameters }) {
  const { retention, version, scopes, thinned, bytes, mayEdit, past } = await keptPage(searchParams);
  return (
    <>
      <PageHeader title="History" facts={retentionWords(retention)} />
      <SettingsTabs current="history" />
      <div className="grid gap-4">
        {past === null ? null : (
          <NoPastNotice at={past.at} nowHref="/settings/history">
            What is kept of looks is told of now alone; so is how long they are kept. What was decided about
            it stands in the log.
          </NoPastNotice>
        )}
        <Card flush title="What is kept" note={`${megabytes(bytes)} of looks and what they saw`}>
          <div className="relative overflow-x-auto">
            <DataTable
              caption="Looks that are kept"
              rows={scopes}
              rowKey={({ scopeId }) => scopeId}
              columns={[
                {
                  key: "scope",
                  label: "Account and Region",
                  cell: ({ accountName, region }) => `${accountName}, ${region}`,
                },
                { key: "looks", label: "Looks", align: "end", cell: ({ looks }) => looks },
                {
                  key: "first",
                  label: "First",
                  cell: ({ first }) => (first === null ? "none yet" : <ExactTime at={first} />),
                },
                {
                  key: "last",
                  label: "Last",
                  cell: ({ last }) => (last === null ? null : <ExactTime at={last} />),
                },
              ]}
            />
          </div>
        </Card>
        <Card flush title="What was removed">
          {thinned.length === 0 ? (
            <EmptyState title="Nothing was ever removed" />
          ) : (
            <ul className="divide-y divide-line">
              {thinned.map((span) => (
                <li key={`${span.scopeId} ${span.kept}`} className="px-4.5 py-2.5 max-md:px-4">
                  <span className="font-[560]">
                    {span.accountName}, {span.region}:
                  </span>{" "}
                  <ThinnedWords thinned={span} />
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title="How long looks are kept">
          <p className="mb-3 max-w-prose text-muted">
            A look that an entry of the log rests on is always kept, and the first one after it; so are the
            first and the last of all. What is removed cannot be brought back, and pages that speak of that
            time say so.
          </p>
          {mayEdit && past === null ? (
            <RetentionForm
              action={keepLooksSo}
              everyLookDays={retention.everyLookDays}
              dailyDays={retention.dailyDays}
              version={version}
            />
          ) : (
            <p>
              {retentionWords(retention)}
              {past === null ? " A cloud admin decides about it." : ""}
            </p>
          )}
        </Card>
      </div>
    </>
  );
}
