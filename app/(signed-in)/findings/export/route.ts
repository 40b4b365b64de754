import { findingsQuery, selectFindings } from "#components/findings/findings-query.ts";
import { findingsFile } from "#lib/server/findings-file.ts";
import { findingsPage } from "#lib/server/read-findings.ts";
import { momentOf } from "#lib/server/read-past.ts";

/** The findings that the page's own filter leaves, all pages of them. */
export async function GET(request: Request): Promise<Response> {
  const given = Object.fromEntries(new URL(request.url).searchParams);
  const view = await findingsPage(momentOf(given.at));
  const file = findingsFile(given.format, view, selectFindings(view.entries, findingsQuery(given)));
  return file ?? new Response("There is no such format: csv, json, sarif or asff.", { status: 400 });
}
