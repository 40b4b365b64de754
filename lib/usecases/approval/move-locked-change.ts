import type { ChangeState } from "#lib/core/approval/change-state.ts";
import type { Transaction } from "../ports.ts";
import type { LockedChange } from "./locked-change.ts";
import { type MoveCause, moveChange } from "./move-change.ts";

/** Moves a change that this transaction has locked: nobody can have moved it meanwhile, so failing is a bug. */
export async function moveLockedChange(
  transaction: Transaction,
  change: LockedChange,
  to: ChangeState,
  cause: MoveCause,
): Promise<void> {
  const from = { id: change.id, version: change.version, state: change.facts.state };
  if (!(await moveChange(transaction, from, to, cause)))
    throw new Error(`Change ${change.number} moved while locked.`);
}
