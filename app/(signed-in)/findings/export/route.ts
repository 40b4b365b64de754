import { findingsQuery, selectFindings } from "#components/findings/findings-query.ts";
import { findingsFile } from "#lib/server/findings-file.ts";
import { findingsFirstSeen, findingsPage } from "#lib/server/read-findings.ts";
import { momentOf } from "#lib/server/read-past.ts";

/** The findings that the page's own filter leaves, all pages of them. */
export async function GET(request: Request): Promise<Response> {
  const given = Object.fromEntries(new URL(request.url).searchParams);
  const at = momentOf(given.at);
  const view = await findingsPage(at);
  const chosen = selectFindings(view.entries, findingsQuery(given));
  const firstSeen = given.format === "asff" ? await findingsFirstSeen(at) : () => null;
  const file = findingsFile(given.format, view, chosen, firstSeen);
  return file ?? new Response("There is no such format: csv, json, sarif or asff.", { status: 400 });
}
