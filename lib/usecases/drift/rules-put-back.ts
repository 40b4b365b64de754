import type { GrantedRule } from "#lib/core/approval/plan-fits.ts";
import { ruleSchema } from "#lib/formats/change/stored-plan.ts";
import type { Transaction } from "../ports.ts";

/** The rules that changed outside, and that a change is to put back. */
export async function rulesPutBack(
  transaction: Transaction,
  changeId: string,
): Promise<readonly GrantedRule[]> {
  const rows = await transaction.drift.findMany({
    where: { changeId },
    select: { groupId: true, rule: true },
  });
  return rows.map(({ groupId, rule }) => ({ groupId, shape: ruleSchema.parse(rule) }));
}
