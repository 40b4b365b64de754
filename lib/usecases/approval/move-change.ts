import type { ChangeState } from "#lib/core/approval/change-state.ts";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import { databaseTime } from "../database-time.ts";
import type { Transaction } from "../ports.ts";

const FINISHED: readonly ChangeState[] = ["applied", "failed", "stale", "rejected", "cancelled", "expired"];

export interface ChangeVersion {
  readonly id: string;
  readonly state: ChangeState;
  readonly version: number;
}

/**
 * Moves a change from the state and version that were read to another state. False when somebody else moved it first:
 * then nothing was written. Which moves are open to web and worker is the database's to say (migration 0002).
 * `outcome`: why it is stale, failed or unknown, and what changed; kept when absent.
 */
export async function moveChange(
  transaction: Transaction,
  from: ChangeVersion,
  to: ChangeState,
  outcome?: { readonly [name: string]: Json },
): Promise<boolean> {
  const now = await databaseTime(transaction);
  const { count } = await transaction.changeRequest.updateMany({
    where: { id: from.id, state: from.state, version: from.version },
    data: {
      state: to,
      version: from.version + 1,
      ...(to === "approved" ? { approvedAt: now } : {}),
      finishedAt: FINISHED.includes(to) ? now : null,
      ...(outcome === undefined ? {} : { outcome }),
    },
  });
  return count === 1;
}
