import { reportHref, type ShownChoice } from "#components/reports/shown-report.ts";
import { Card } from "#components/ui/card.tsx";
import { DownloadLinks } from "#components/ui/download-links.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { exactUtc } from "#components/ui/time-words.ts";

const fileHref = (href: string, format: string, at: string | null): string =>
  `${href}${href.includes("?") ? "&" : "?"}${new URLSearchParams({ format, ...(at === null ? {} : { at }) }).toString()}`;

interface Props {
  readonly choice: ShownChoice;
  /** ISO 8601 UTC: the moment the report is seen as of; null for now. */
  readonly at: string | null;
}

/** The same numbers, and the findings behind the last of them, as files. */
export const ReportDownloads = ({ choice, at }: Props) => {
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
              { label: "Posture as CSV", href: fileHref(posture, "csv", at) },
              { label: "Posture as JSON", href: fileHref(posture, "json", at) },
            ]}
          />
        </div>
        <div className="grid gap-1.5">
          <p className="max-w-prose text-muted">
            Findings as of {at === null ? "now" : exactUtc(Date.parse(at))}
            {choice.stack === "" ? "" : `, of ${choice.stack}`};{" "}
            <TextLink href="/findings">Findings</TextLink> has the same files for any filter. ASFF holds one
            batch a line, each at most 100 findings of one account and Region, as Security Hub takes them from
            that account.
          </p>
          <DownloadLinks
            label="Findings"
            files={[
              { label: "Findings as SARIF", href: fileHref(findings, "sarif", at) },
              { label: "Findings as ASFF", href: fileHref(findings, "asff", at) },
              { label: "Findings as CSV", href: fileHref(findings, "csv", at) },
              { label: "Findings as JSON", href: fileHref(findings, "json", at) },
            ]}
          />
        </div>
      </div>
    </Card>
  );
};
