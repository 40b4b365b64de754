import type { Metadata } from "next";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { ChartPatterns } from "#components/reports/chart-patterns.tsx";
import { FINDING_LAYERS, STACK_LAYERS } from "#components/reports/layers.ts";
import { PostureChart } from "#components/reports/posture-chart.tsx";
import { ReportDownloads } from "#components/reports/report-downloads.tsx";
import { ReportFilter } from "#components/reports/report-filter.tsx";
import { SeriesRows } from "#components/reports/series-rows.tsx";
import { reportHref } from "#components/reports/shown-report.ts";
import { WhatItMeans } from "#components/reports/what-it-means.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { findingsIn, stacksIn } from "#lib/core/posture/column.ts";
import { RANGES } from "#lib/core/posture/sample-times.ts";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { REPORT_PARAMETERS, reportPage } from "#lib/server/read-report.ts";

export const metadata: Metadata = { title: "Reports" };

export default async function ReportsPage({ searchParams }: { searchParams: SearchParameters }) {
  const report = await reportPage(await knownParameters(searchParams, REPORT_PARAMETERS));
  const { input, moments, past } = report;
  const nowHref = reportHref(input);
  const about = [
    input.team === "" ? "every team" : `team ${input.team}`,
    ...(input.stack === "" ? [] : [`stack ${input.stack}`]),
  ].join(", ");
  return (
    <>
      <PageHeader
        title="Reports"
        facts={
          <p>
            Posture of {about} over the last {RANGES[input.range].label}, to{" "}
            <span className="whitespace-nowrap">
              {(moments.at(-1) ?? "").slice(0, 16).replace("T", " ")} UTC
            </span>
          </p>
        }
        actions={
          <>
            {past === null ? <MomentButton path={nowHref} /> : null}
            <PrintButton />
          </>
        }
      />
      {past === null ? null : (
        <div className="mb-4">
          <PastBanner past={past} nowHref={nowHref} path={nowHref} />
        </div>
      )}
      <ChartPatterns />
      <ReportFilter choice={input} teams={report.teamNames} stacks={report.stackNames} />
      {report.keptSince === null ? (
        <Card>
          <EmptyState
            shape="fog"
            title={past === null ? "Nothing was kept yet" : "Nothing had been kept by then"}
          >
            The first look at an account writes the first column.
          </EmptyState>
        </Card>
      ) : report.stackCount === 0 && about !== "every team" ? (
        <Card>
          <EmptyState shape="ring" title="No such stack was in use then" />
        </Card>
      ) : (
        <div className="grid gap-4">
          <PostureChart
            title="Stacks by state"
            what="stacks"
            moments={moments}
            columns={report.all}
            layers={STACK_LAYERS}
            total={stacksIn}
          />
          <PostureChart
            title="Findings by severity"
            what="findings"
            moments={moments}
            columns={report.all}
            layers={FINDING_LAYERS}
            total={findingsIn}
          />
          {input.stack === "" && report.teams.length > 1 ? (
            <Card flush title="By team">
              <SeriesRows
                caption="Posture by team"
                label="Team"
                rows={report.teams}
                moments={moments}
                href={({ name }) => reportHref(input, { team: name })}
              />
            </Card>
          ) : null}
          <Card flush title="By stack">
            <SeriesRows
              caption="Posture by stack"
              label="Stack"
              rows={report.stacks}
              moments={moments}
              href={({ name }) => reportHref(input, { stack: name })}
              note={({ teamName }) => teamName}
            />
            <Pagination
              of="stacks"
              page={report.page}
              pages={report.pages}
              total={report.stackCount}
              href={(page) => reportHref(input, { page })}
            />
          </Card>
          <Card title="What the numbers mean" className="break-inside-avoid">
            <WhatItMeans keptSince={report.keptSince} />
          </Card>
          <ReportDownloads choice={input} at={past?.at ?? null} />
        </div>
      )}
    </>
  );
}
