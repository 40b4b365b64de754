import { effectSchema } from "#lib/formats/change/stored-effect.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import { notify } from "../notices/notify.ts";
import type { SystemActor, Transaction } from "../ports.ts";

/** Which grants have come to their end on EC2. */
export interface EndedWhere {
  readonly id?: string;
  readonly endChangeId?: string;
  readonly state: "live" | "ending";
}

const WHY: Readonly<Record<string, string>> = {
  expired: "its time was over",
  "handed-back": "it was handed back",
  revoked: "it was revoked",
  gone: "the group it was in is gone",
};

/**
 * Ends grants, now that EC2 was seen without their rule (or with a rule that others still need): state, log entry with
 * how late it is, and a message. `reason` replaces the one they were ending for.
 */
export async function endGrants(
  transaction: Transaction,
  deps: { readonly actor: SystemActor },
  where: EndedWhere,
  reason?: "expired" | "gone",
): Promise<void> {
  const endedAt = await databaseTime(transaction);
  const grants = await transaction.grant.findMany({
    where,
    include: {
      stack: { select: { name: true } },
      person: { select: { displayName: true } },
      endChange: { select: { effect: true } },
    },
  });
  for (const grant of grants) {
    const endReason = reason ?? grant.endReason ?? "expired";
    await transaction.grant.update({
      where: { id: grant.id },
      data: { state: "ended", endedAt, endReason },
    });
    const lateSeconds = Math.max(0, Math.round((endedAt.getTime() - grant.endsAt.getTime()) / 1_000));
    const nobody = await nobodyLeft(transaction, grant.stackId, endedAt);
    const closed = nobody ? `Nobody can open SSH to ${grant.stack.name} now.` : null;
    await appendAudit(transaction, {
      actor: deps.actor,
      action: "grant.ended",
      subjects: {
        stackId: grant.stackId,
        groupId: grant.groupId,
        grantId: grant.id,
        personId: grant.personId,
        ...(grant.endChangeId === null ? {} : { changeId: grant.endChangeId }),
      },
      details: {
        number: grant.number,
        peer: grant.peer,
        reason: endReason,
        lateSeconds: endReason === "expired" ? lateSeconds : 0,
        stillOpenBy: grant.alreadyOpenBy,
        nobodyLeft: closed,
      },
    });
    const still =
      grant.alreadyOpenBy === null
        ? `No new connections from there. ${sessionWords(grant.endChange?.effect ?? null)}`.trimEnd()
        : `The address stays open by ${grant.alreadyOpenBy}, which Sallyport did not make.`;
    await notify(transaction, [grant.personId], {
      kind: "grant-ended",
      about: `grant:${grant.id}`,
      subject: `SSH to ${grant.stack.name} has ended`,
      body: [
        `From ${grant.peer}: ${WHY[endReason] ?? endReason}. ${still}`,
        ...(closed === null ? [] : [closed]),
      ].join("\n\n"),
    });
  }
}

const SESSION_WORDS = {
  "go-on": "Sessions that are open go on until they end or fall idle.",
  "cut-at-once": "Sessions that were open have been cut.",
  "cannot-tell": "What becomes of sessions that are open cannot be told.",
} as const;

/** What was computed for sessions that are open, from the effect of the change that ended it; empty without one. */
function sessionWords(effect: unknown): string {
  if (effect === null) return "";
  const forecasts = new Set(effectSchema.parse(effect).sessions.map(({ forecast }) => forecast));
  const [only] = forecasts;
  if (only === undefined) return "";
  return SESSION_WORDS[forecasts.size === 1 ? only : "cannot-tell"];
}

/** Neither a live grant nor a standing source is left on the stack. */
async function nobodyLeft(transaction: Transaction, stackId: string, now: Date): Promise<boolean> {
  const grants = await transaction.grant.count({
    where: { stackId, state: "live", endsAt: { gt: now } },
  });
  const standing = await transaction.stackSource.count({ where: { stackId } });
  return grants + standing === 0;
}
