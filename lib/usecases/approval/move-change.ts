import type { ChangeState } from "#lib/core/approval/change-state.ts";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import { databaseTime } from "../database-time.ts";
import type { Actor, Transaction } from "../ports.ts";

const FINISHED: readonly ChangeState[] = ["applied", "failed", "stale", "rejected", "cancelled", "expired"];

export interface ChangeVersion {
  readonly id: string;
  readonly state: ChangeState;
  readonly version: number;
}

/** Who moves a change, and why, as its page tells it. */
export interface MoveCause {
  readonly actor: Actor;
  readonly why: string;
}

/** Keeps who brought a change to the version it has now, when and why. */
export async function tellMove(
  transaction: Transaction,
  move: {
    readonly changeId: string;
    readonly version: number;
    readonly from: ChangeState | null;
    readonly to: ChangeState;
    readonly diff?: readonly Json[];
  },
  { actor, why }: MoveCause,
): Promise<void> {
  await transaction.changeMove.create({
    data: {
      changeId: move.changeId,
      version: move.version,
      fromState: move.from,
      toState: move.to,
      personId: actor.kind === "person" ? actor.personId : null,
      why,
      diff: [...(move.diff ?? [])],
    },
    select: { version: true },
  });
}

/**
 * Moves a change from the state and version that were read to another state, and keeps who did, when and why. False
 * when somebody else moved it first: then nothing was written. Which moves are open to web and worker is the
 * database's to say (migrations 0002 and 0019). `outcome`: why it is stale, failed or unknown, and what changed; kept
 * when absent.
 */
export async function moveChange(
  transaction: Transaction,
  from: ChangeVersion,
  to: ChangeState,
  cause: MoveCause,
  outcome?: { readonly [name: string]: Json },
): Promise<boolean> {
  const now = await databaseTime(transaction);
  const version = from.version + 1;
  const { count } = await transaction.changeRequest.updateMany({
    where: { id: from.id, state: from.state, version: from.version },
    data: {
      state: to,
      version,
      ...(to === "approved" ? { approvedAt: now } : {}),
      finishedAt: FINISHED.includes(to) ? now : null,
      ...(outcome === undefined ? {} : { outcome }),
    },
  });
  if (count !== 1) return false;
  await tellMove(transaction, { changeId: from.id, version, from: from.state, to }, cause);
  return true;
}
