/** The log as it grows, as server-sent events: for what follows it and wants to hear of an entry at once. */
import type { z } from "zod";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { printExportLine } from "#lib/formats/log/export-line.ts";
import { auditExportInput, exportAudit } from "#lib/usecases/audit/export-audit.ts";
import type { Actor } from "#lib/usecases/ports.ts";
import { sessionLasts } from "#lib/usecases/sessions/session-lasts.ts";
import { filterAsked } from "./audit-filters.ts";
import { logQuery } from "./log-query.ts";
import { nothingForYou, notTheLog } from "./not-the-log.ts";
import { seatsFor } from "./seats.ts";
import { webDatabase } from "./web-database.ts";

const LOOK_MS = 1_000;
const QUIET_MS = 15_000;
/** Then it ends, and who follows comes again: with whatever they may read by then. */
const LONGEST_MS = 10 * 60_000;
const MOST = 20;

const seats = seatsFor(MOST, LONGEST_MS);

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  "x-accel-buffering": "no",
} as const;

interface Followed {
  readonly reader: Actor;
  readonly asked: z.output<typeof auditExportInput>;
}

/** Who wants to follow what; else the answer that they get instead. */
async function followed(request: Request, reader: Actor | null): Promise<Result<Followed, Response>> {
  if (reader === null) return fail(nothingForYou());
  const query = logQuery(request);
  if (!query.ok) return fail(notTheLog(400, query.problem));
  const last = request.headers.get("last-event-id");
  const from = last === null ? query.value.from : /^\d{1,15}$/.test(last) ? `${Number(last) + 1}` : "none";
  const input = auditExportInput.safeParse({
    ...filterAsked(query.value),
    ...(from === undefined ? {} : { from }),
  });
  if (!input.success)
    return fail(notTheLog(400, "This cannot be read: from is a place, the rest as the page Audit has it."));
  const first = await exportAudit({ db: webDatabase() }, reader, input.data);
  if (!first.ok) return fail(nothingForYou());
  if (seats.areTaken())
    return fail(notTheLog(503, "Too many follow the log already: ask for it from time to time instead."));
  return succeed({ reader, asked: input.data });
}

/**
 * In the query: the filter of the page Audit, and `from`, the first place that is wanted, unless `Last-Event-ID` says
 * which one came last. An event's id is its place, its data a line as the export has it.
 */
export async function auditEvents(request: Request, reader: Actor | null): Promise<Response> {
  const follow = await followed(request, reader);
  if (!follow.ok) return follow.problem;
  return new Response(
    seats.body((over) => events(follow.value, over), request.signal),
    { headers: HEADERS },
  );
}

/** What following would be answered with, without it. */
export async function auditEventsHead(request: Request, reader: Actor | null): Promise<Response> {
  const follow = await followed(request, reader);
  return follow.ok ? new Response(null, { headers: HEADERS }) : follow.problem;
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });

async function* events({ reader, asked }: Followed, over: AbortSignal): AsyncGenerator<string> {
  const db = webDatabase();
  let [from, heard] = [asked.from, performance.now()];
  yield `retry: ${LOOK_MS}\n\n`;
  // Whether they may, and are signed in yet, is asked anew each time.
  while (!over.aborted && (await sessionLasts(db, reader))) {
    const grown = await exportAudit({ db }, reader, { ...asked, from });
    if (!grown.ok) return;
    for await (const batch of grown.value) {
      for (const entry of batch) {
        yield `id: ${entry.index}\nevent: entry\ndata: ${printExportLine(entry)}\n`;
        from = entry.index + 1;
      }
      heard = performance.now();
      // A long log is read for long.
      if (!(await sessionLasts(db, reader))) return;
    }
    if (performance.now() - heard > QUIET_MS) {
      yield ": still here\n\n";
      heard = performance.now();
    }
    await pause(LOOK_MS, over);
  }
}
