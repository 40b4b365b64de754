/** What this process does while the log takes no entry: overdue access still ends, by the spool (decision 0918). */
import path from "node:path";
import { createEc2Gate } from "#lib/adapters/ec2/ec2-gate.ts";
import { ownBudgets } from "#lib/adapters/ec2/token-bucket.ts";
import { spoolFolder } from "#lib/adapters/system/spool-folder.ts";
import { logTakesEntries } from "#lib/usecases/audit/log-takes-entries.ts";
import type { DueGrant } from "#lib/usecases/expiry/due-grants.ts";
import { endBySpool } from "#lib/usecases/expiry/end-by-spool.ts";
import { readInSpool } from "#lib/usecases/expiry/read-in-spool.ts";
import { openAccounts } from "./accounts.ts";
import { worker } from "./actor.ts";
import type { Clock } from "./clock.ts";
import { type Loop, startLoop } from "./loop.ts";
import { guardedGate } from "./may-change.ts";
import type { WorkerParts } from "./worker-parts.ts";

const READ_IN_EVERY_MS = 5_000;

export interface SpooledEnds {
  /** Ends a grant by the spool, where it is overdue and the log is what keeps it from ending. Never throws. */
  end(grant: DueGrant): Promise<void>;
  /** Reads in what this and other processes of this machine wrote, once the log takes it. */
  loop(): Loop;
}

export function spooledEnds({ db, environment, log }: WorkerParts, clock: Clock): SpooledEnds {
  const spool = spoolFolder(path.join(environment.SALLYPORT_DATA, "spool"));
  // The shared budget is a row that cannot be written now; nothing else of Sallyport's changes EC2 meanwhile.
  const { clients } = openAccounts(environment, {
    requestDeadlineMs: environment.APPLY_REQUEST_SECONDS * 1_000,
    budget: ownBudgets(),
  });
  // Only what is over ends here, and that goes on whatever database it is.
  const ec2 = guardedGate(createEc2Gate(clients), db, clock, async () => undefined);
  const logIsClosed = () =>
    logTakesEntries(db, worker).then(
      () => false,
      () => true,
    );
  return {
    async end({ id, endsAt }) {
      try {
        if (!(await logIsClosed())) return;
        const result = await endBySpool({ db, ec2, append: (event) => spool.append(event) }, id);
        log.warn({ grantId: id, endsAt, result }, "the log takes no entry: ended by the spool");
      } catch (error) {
        log.error({ grantId: id, endsAt, err: error }, "a grant could not be ended by the spool either");
      }
    },
    loop: () =>
      startLoop("spool", READ_IN_EVERY_MS, log, async () => {
        for (const file of spool.waiting()) {
          const { lines, broken } = await readInSpool(db, worker, file);
          if (lines > 0) log.warn({ file: file.name, lines, broken }, "read in a spool");
          if (broken) spool.putAway(file, "broken");
          else if (file.isAtRest) spool.putAway(file, "read-in");
        }
      }),
  };
}
