/** The log as a file to keep, or to follow: made piece by piece, as it is sent. */
import { exportCsvHead, exportCsvLine } from "#lib/formats/log/export-csv.ts";
import { printExportLine } from "#lib/formats/log/export-line.ts";
import { auditExportInput, type ExportedEntry, exportAudit } from "#lib/usecases/audit/export-audit.ts";
import type { Actor } from "#lib/usecases/ports.ts";
import { filterAsked } from "./audit-filters.ts";
import { fileResponse } from "./file-response.ts";
import { logQuery } from "./log-query.ts";
import { nothingForYou, notTheLog } from "./not-the-log.ts";
import { webDatabase } from "./web-database.ts";

const FORMATS = {
  jsonl: { ending: "jsonl", type: "application/x-ndjson", head: () => "", line: printExportLine },
  csv: {
    ending: "csv",
    type: "text/csv; charset=utf-8; header=present",
    head: exportCsvHead,
    line: exportCsvLine,
  },
} as const;

async function* pieces(
  batches: AsyncGenerator<readonly ExportedEntry[]>,
  { head, line }: { head: () => string; line: (entry: ExportedEntry) => string },
): AsyncGenerator<string> {
  yield head();
  for await (const batch of batches) yield batch.map(line).join("");
}

const formatOf = (asked: string | undefined) =>
  asked === "csv" || asked === "jsonl" ? FORMATS[asked] : null;

/**
 * The log as a file. In the query: the filter of the page Audit, `format` (jsonl, csv), and `from`, the first place that
 * is wanted: whoever follows the log asks again and again for the one after the last it has.
 */
export async function auditExport(request: Request, reader: Actor | null): Promise<Response> {
  if (reader === null) return nothingForYou();
  const query = logQuery(request, "format");
  if (!query.ok) return notTheLog(400, query.problem);
  const given = query.value;
  const input = auditExportInput.safeParse({
    ...filterAsked(given),
    ...(given.from === undefined ? {} : { from: given.from }),
  });
  const format = formatOf(given.format);
  if (format === null || !input.success) {
    return notTheLog(
      400,
      "This cannot be read: format is jsonl or csv, from a place, the rest as the page Audit has it.",
    );
  }
  const batches = await exportAudit({ db: webDatabase() }, reader, input.data);
  if (!batches.ok) return nothingForYou();
  const { ending, type } = format;
  return fileResponse({ name: "sallyport-log", ending, type, pieces: pieces(batches.value, format) });
}
