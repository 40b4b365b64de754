/** The log as it grows, as server-sent events: for what follows it and wants to hear of an entry at once. */
import { printExportLine } from "#lib/formats/log/export-line.ts";
import { auditExportInput, exportAudit } from "#lib/usecases/audit/export-audit.ts";
import type { Actor } from "#lib/usecases/ports.ts";
import { filterAsked } from "./audit-filters.ts";
import { nothingForYou, notTheLog } from "./not-the-log.ts";
import { webDatabase } from "./web-database.ts";

const LOOK_MS = 1_000;
const QUIET_MS = 15_000;
/** Then it ends, and who follows comes again: with whatever they may read by then. */
const LONGEST_MS = 10 * 60_000;
const MOST = 20;

let open = 0;

/**
 * In the query: the filter of the page Audit, and `from`, the first place that is wanted, unless `Last-Event-ID` says
 * which one came last. An event's id is its place, its data a line as the export has it.
 */
export async function auditEvents(request: Request, reader: Actor | null): Promise<Response> {
  if (reader === null) return nothingForYou();
  const given: Readonly<Record<string, string>> = Object.fromEntries(new URL(request.url).searchParams);
  const last = request.headers.get("last-event-id");
  const from = last === null ? given.from : /^\d{1,15}$/.test(last) ? `${Number(last) + 1}` : "none";
  const input = auditExportInput.safeParse({
    ...filterAsked(given),
    ...(from === undefined ? {} : { from }),
  });
  if (!input.success)
    return notTheLog(400, "This cannot be read: from is a place, the rest as the page Audit has it.");
  const first = await exportAudit({ db: webDatabase() }, reader, input.data);
  if (!first.ok) return nothingForYou();
  if (open >= MOST)
    return notTheLog(503, "Too many follow the log already: ask for it from time to time instead.");
  return new Response(streamOf(events(reader, input.data, request.signal)), {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
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

async function* events(
  reader: Actor,
  asked: ReturnType<typeof auditExportInput.parse>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const begun = performance.now();
  let [from, heard] = [asked.from, begun];
  yield `retry: ${LOOK_MS}\n\n`;
  while (!signal.aborted && performance.now() - begun < LONGEST_MS) {
    // Whether they may is asked anew each time.
    const grown = await exportAudit({ db: webDatabase() }, reader, { ...asked, from });
    if (!grown.ok) return;
    for await (const batch of grown.value) {
      for (const entry of batch) {
        yield `id: ${entry.index}\nevent: entry\ndata: ${printExportLine(entry)}\n`;
        from = entry.index + 1;
      }
      heard = performance.now();
    }
    if (performance.now() - heard > QUIET_MS) {
      yield ": still here\n\n";
      heard = performance.now();
    }
    await pause(LOOK_MS, signal);
  }
}

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOpen = true;
  open += 1;
  const close = (): void => {
    if (isOpen) open -= 1;
    isOpen = false;
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await pieces.next();
        if (next.done !== true) return controller.enqueue(encoder.encode(next.value));
        close();
        controller.close();
      } catch (error) {
        close();
        throw error;
      }
    },
    async cancel() {
      close();
      await pieces.return(undefined);
    },
  });
}
