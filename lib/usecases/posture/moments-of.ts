import { type Range, sampleTimes } from "#lib/core/posture/sample-times.ts";
import { databaseTime } from "../database-time.ts";
import type { Database } from "../ports.ts";

/** The moments of a report. It ends at `at`, or now where that has not come yet: nothing is known of later. */
export async function momentsOf(
  db: Database,
  { range, at }: { readonly range: Range; readonly at?: Date | undefined },
): Promise<readonly Date[]> {
  const now = await databaseTime(db);
  return sampleTimes(range, at === undefined || at > now ? now : at);
}
