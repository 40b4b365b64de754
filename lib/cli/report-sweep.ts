import { text } from "node:stream/consumers";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { reportSweep } from "#lib/usecases/expiry/report-sweep.ts";
import { operator } from "./operator.ts";
import { withOwnerUrl } from "./with-owner-url.ts";

/**
 * `npm run sweep:report < LINES`: takes what `npm run sweep` printed into the log, as reported by an operator. Lines that
 * were taken before, or tell of nothing that was done, are passed over; ends with 1, and takes none, where one is no
 * line of a sweep.
 */
runProgram(() =>
  withOwnerUrl(async (url) => {
    const db = openDatabase(url, { applicationName: "sallyport-report-sweep", connections: 1 });
    try {
      const result = await reportSweep(db, operator, await text(process.stdin));
      if (!result.ok) throw new Error(result.problem.sentence);
      process.stdout.write(
        `${result.value.taken} taken into the log, ${result.value.passedOver} passed over.\n`,
      );
    } finally {
      await db.$disconnect();
    }
  }),
);
