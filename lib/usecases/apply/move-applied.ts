import type { ChangeState } from "#lib/core/approval/change-state.ts";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import { lockChange } from "../approval/locked-change.ts";
import { type MoveCause, moveChange } from "../approval/move-change.ts";
import type { Transaction } from "../ports.ts";

/**
 * Moves a change that is being applied, from whatever state it is in. The version that it has now; null when it is
 * there already.
 */
export async function moveApplied(
  transaction: Transaction,
  changeId: string,
  to: ChangeState,
  cause: MoveCause,
  outcome?: { readonly [name: string]: Json },
): Promise<number | null> {
  const change = await lockChange(transaction, changeId);
  if (change === null) throw new Error("A change that is being applied is gone.");
  const from = { id: change.id, version: change.version, state: change.facts.state };
  if (from.state === to) {
    if (outcome !== undefined) {
      await transaction.changeRequest.update({ where: { id: changeId }, data: { outcome } });
    }
    return null;
  }
  if (!(await moveChange(transaction, from, to, cause, outcome))) throw new Error("A locked change moved.");
  return from.version + 1;
}
