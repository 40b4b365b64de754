/** How stacks and teams stood over time, for the page and its downloads. */
import { notFound } from "next/navigation";
import { readReport, readReportInput } from "#lib/usecases/posture/read-report.ts";
import { pastOf } from "./read-past.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

export const REPORT_PARAMETERS = ["range", "team", "stack", "page", "at"] as const;

export async function reportPage(given: Partial<Record<(typeof REPORT_PARAMETERS)[number], string>>) {
  const { actor } = await requirePerson();
  const input = readReportInput.safeParse(given);
  if (!input.success) notFound();
  const report = valueOrAbsent(await readReport({ db: webDatabase() }, actor, input.data));
  return { ...report, past: await pastOf(input.data.at) };
}
