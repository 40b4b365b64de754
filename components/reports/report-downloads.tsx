import { reportHref, type ShownChoice } from "#components/reports/shown-report.ts";
import { Card } from "#components/ui/card.tsx";
import { DownloadLinks } from "#components/ui/download-links.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

const withFormat = (href: string, format: string): string =>
  `${href}${href.includes("?") ? "&" : "?"}format=${format}`;

/** The same numbers, and the findings behind the last of them, as files. */
export const ReportDownloads = ({ choice }: { readonly choice: ShownChoice }) => {
  const posture = reportHref(choice, {}, "/reports/export");
  const findings = `/findings/export${choice.stack === "" ? "" : `?${new URLSearchParams({ stack: choice.stack }).toString()}`}`;
  return (
    <Card title="Files" className="print:hidden">
      <div className="grid gap-3 text-sm">
        <div className="grid gap-1.5">
          <p className="text-muted">Posture: every number of this report, stack by stack.</p>
          <DownloadLinks
            label="Posture"
            files={[
              { label: "Posture as CSV", href: withFormat(posture, "csv") },
              { label: "Posture as JSON", href: withFormat(posture, "json") },
            ]}
          />
        </div>
        <div className="grid gap-1.5">
          <p className="max-w-prose text-muted">
            Findings as of now{choice.stack === "" ? "" : `, of ${choice.stack}`};{" "}
            <TextLink href="/findings">Findings</TextLink> has the same files for any filter. ASFF holds one
            batch a line, each at most 100 findings of one account and Region, as Security Hub takes them from
            that account.
          </p>
          <DownloadLinks
            label="Findings"
            files={[
              { label: "Findings as SARIF", href: withFormat(findings, "sarif") },
              { label: "Findings as ASFF", href: withFormat(findings, "asff") },
              { label: "Findings as CSV", href: withFormat(findings, "csv") },
              { label: "Findings as JSON", href: withFormat(findings, "json") },
            ]}
          />
        </div>
      </div>
    </Card>
  );
};
