import type { GrantEnd } from "#lib/core/grant/grant-text.ts";
import { databaseTime } from "../database-time.ts";
import type { Database, Transaction } from "../ports.ts";

/** A grant's rule on EC2: the same for every grant with these. */
export interface SharedRule {
  readonly id: string;
  readonly groupId: string;
  readonly peer: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
}

/** The other live grants that need the same rule. One that found the source open already has no rule to need. */
export async function liveHolders(
  transaction: Database | Transaction,
  { id, groupId, peer, protocol, fromPort, toPort }: SharedRule,
): Promise<readonly GrantEnd[]> {
  return transaction.grant.findMany({
    where: {
      id: { not: id },
      state: "live",
      endsAt: { gt: await databaseTime(transaction) },
      alreadyOpenBy: null,
      groupId,
      peer,
      protocol,
      fromPort,
      toPort,
    },
    select: { number: true, endsAt: true },
    orderBy: { number: "asc" },
  });
}
