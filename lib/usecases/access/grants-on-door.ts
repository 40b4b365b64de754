import type { GrantEnd } from "#lib/core/grant/grant-text.ts";
import type { GrantRule } from "#lib/core/plan/plan-grant.ts";
import { databaseTime } from "../database-time.ts";
import { grantRule } from "../expiry/grant-rule.ts";
import type { Transaction } from "../ports.ts";
import type { Door } from "./door.ts";

export interface LiveOnDoor {
  /** Live grants that share the rule of this peer. */
  readonly sharing: readonly GrantEnd[];
  /** The rules of every live grant on the door: they end, so they are no lasting cover. */
  readonly passing: readonly GrantRule[];
}

/** Live grants on a door, those of `exceptId` left out. A grant that was open already has no rule of its own. */
export async function liveOnDoor(
  transaction: Transaction,
  door: Door,
  peer: string,
  exceptId?: string,
): Promise<LiveOnDoor> {
  const rows = await transaction.grant.findMany({
    where: {
      groupId: door.groupId,
      state: { in: ["live", "ending"] },
      alreadyOpenBy: null,
      ...(exceptId === undefined ? {} : { id: { not: exceptId } }),
    },
    select: {
      number: true,
      state: true,
      endsAt: true,
      peer: true,
      protocol: true,
      fromPort: true,
      toPort: true,
    },
  });
  const now = await databaseTime(transaction);
  const shares = rows.filter(
    (row) =>
      row.state === "live" &&
      row.endsAt > now &&
      row.peer === peer &&
      row.protocol === door.protocol &&
      row.fromPort === door.fromPort &&
      row.toPort === door.toPort,
  );
  return {
    sharing: shares.map(({ number, endsAt }) => ({ number, endsAt })),
    passing: rows.map((row) => ({ groupId: door.groupId, shape: grantRule(row) })),
  };
}
