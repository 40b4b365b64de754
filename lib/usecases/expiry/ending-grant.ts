import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import type { Database, SystemActor, Transaction } from "../ports.ts";

/** A grant that is ending, and where. */
export interface EndingGrant {
  readonly id: string;
  readonly number: number;
  readonly stackId: string;
  readonly stackName: string;
  readonly personId: string;
  readonly personName: string;
  readonly groupId: string;
  readonly peer: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly endsAt: Date;
  readonly alreadyOpenBy: string | null;
  readonly endChangeId: string | null;
  /** expired | handed-back | revoked */
  readonly endReason: string;
  readonly scope: { readonly id: string; readonly accountId: string; readonly region: string };
}

/** A live grant whose time is over is ending from now on. An extension that came first has moved its end. */
export async function markEnding(db: Database, actor: SystemActor, grantId: string): Promise<void> {
  await db.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT 1 FROM "grant" WHERE id = ${grantId}::uuid FOR UPDATE`;
    const grant = await transaction.grant.findUniqueOrThrow({ where: { id: grantId } });
    if (grant.state !== "live" || grant.endsAt > (await databaseTime(transaction))) return;
    await transaction.grant.update({
      where: { id: grantId },
      data: { state: "ending", endReason: "expired" },
    });
    await appendAudit(transaction, {
      actor,
      action: "grant.ending",
      subjects: {
        stackId: grant.stackId,
        groupId: grant.groupId,
        grantId,
        personId: grant.personId,
      },
      details: {
        number: grant.number,
        peer: grant.peer,
        reason: "expired",
        endsAt: grant.endsAt.toISOString(),
      },
    });
  });
}

/** Null when it is not ending (any more). */
export async function readEndingGrant(
  db: Database | Transaction,
  grantId: string,
): Promise<EndingGrant | null> {
  const row = await db.grant.findUnique({
    where: { id: grantId },
    include: {
      person: { select: { displayName: true } },
      stack: { select: { name: true, scope: { select: { id: true, accountId: true, region: true } } } },
    },
  });
  if (row === null || row.state !== "ending") return null;
  const { id, number, stackId, personId, groupId, peer, protocol, fromPort, toPort, endsAt } = row;
  return {
    id,
    number,
    stackId,
    stackName: row.stack.name,
    personId,
    personName: row.person.displayName,
    groupId,
    peer,
    protocol,
    fromPort,
    toPort,
    endsAt,
    alreadyOpenBy: row.alreadyOpenBy,
    endChangeId: row.endChangeId,
    endReason: row.endReason ?? "expired",
    scope: row.stack.scope,
  };
}
