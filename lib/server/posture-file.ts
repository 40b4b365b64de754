/** The numbers of the reports as a file to keep. */
import { BANDS } from "#lib/core/posture/posture.ts";
import { csvLine } from "#lib/formats/csv/csv-line.ts";
import { type PostureRow, postureRows } from "#lib/usecases/posture/posture-rows.ts";
import { readReportInput } from "#lib/usecases/posture/read-report.ts";
import { fileResponse } from "./file-response.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

async function* csvOf(rows: AsyncIterable<PostureRow>): AsyncGenerator<string> {
  yield csvLine(["Moment (UTC)", "Team", "Stack", "State", ...BANDS]);
  for await (const { moment, team, stack, posture } of rows)
    yield csvLine([
      moment,
      team,
      stack,
      posture?.state ?? "no data",
      ...BANDS.map((band) => posture?.[band] ?? null),
    ]);
}

async function* jsonOf(rows: AsyncIterable<PostureRow>): AsyncGenerator<string> {
  yield `{"format":"sallyport-posture@1","rows":[`;
  let isFirst = true;
  for await (const row of rows) {
    yield `${isFirst ? "" : ","}\n${JSON.stringify(row)}`;
    isFirst = false;
  }
  yield "\n]}\n";
}

const filterInput = readReportInput.omit({ page: true });

/** Null for a format that there is not, or a filter that cannot be read. */
export async function postureFile({
  format,
  ...filter
}: Partial<Record<"format" | "range" | "team" | "stack" | "at", string>>): Promise<Response | null> {
  const { actor } = await requirePerson();
  const input = filterInput.safeParse(filter);
  if (!input.success || (format !== "csv" && format !== "json")) return null;
  const rows = valueOrAbsent(await postureRows({ db: webDatabase() }, actor, input.data));
  return fileResponse({
    name: "sallyport-posture",
    ending: format,
    type: format === "csv" ? "text/csv; charset=utf-8; header=present" : "application/json",
    pieces: format === "csv" ? csvOf(rows) : jsonOf(rows),
  });
}
