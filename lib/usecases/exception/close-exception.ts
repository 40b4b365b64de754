import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import { notify } from "../notices/notify.ts";
import type { Actor, Transaction } from "../ports.ts";

export interface ClosingException {
  readonly id: string;
  readonly number: number;
  readonly stackId: string | null;
  readonly changeId: string;
  readonly findingId: string;
  readonly sentence: string;
  readonly ownerId: string;
  readonly endsAt: Date;
}

/** Ends a live exception whose row this transaction holds, with its log entry, and tells its owner. */
export async function closeException(
  transaction: Transaction,
  actor: Actor,
  row: ClosingException,
  endReason: "expired" | "withdrawn",
  why: string,
): Promise<void> {
  await transaction.findingException.update({
    where: { id: row.id },
    data: {
      state: "ended",
      endReason,
      endedAt: await databaseTime(transaction),
      ...(actor.kind === "person" ? { endedById: actor.personId } : {}),
    },
  });
  await appendAudit(transaction, {
    actor,
    action: "exception.ended",
    subjects: {
      ...(row.stackId === null ? {} : { stackId: row.stackId }),
      changeId: row.changeId,
      personId: row.ownerId,
    },
    details: {
      number: row.number,
      findingId: row.findingId,
      sentence: row.sentence,
      endReason,
      why,
      endsAt: row.endsAt.toISOString(),
    },
  });
  await notify(transaction, [row.ownerId], {
    kind: "exception-ended",
    about: `exception:${row.id}`,
    subject: `The exception you answer for has ${endReason === "expired" ? "run out" : "been ended"}`,
    body: `${row.sentence}\n\n${why}\n\nThe finding stands as it is again. It is exception ${row.number} under Findings.`,
  });
}
