import { logTakesEntries } from "#lib/usecases/audit/log-takes-entries.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { webDatabase } from "./web-database.ts";

const EVERY_MS = 10_000;

// One for the process, as the pool of connections is.
const shared: typeof globalThis & {
  sallyportLogProbe?: { readonly at: number; readonly takes: Promise<boolean> };
} = globalThis;

/** Whether the log took an entry when it was last tried, ten seconds ago at most: without it nothing can be changed. */
export function logIsWritable(actor: PersonActor): Promise<boolean> {
  const known = shared.sallyportLogProbe;
  if (known !== undefined && performance.now() - known.at < EVERY_MS) return known.takes;
  const takes = logTakesEntries(webDatabase(), actor).then(
    () => true,
    () => false,
  );
  shared.sallyportLogProbe = { at: performance.now(), takes };
  return takes;
}
