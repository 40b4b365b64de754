import type { DriftedRule } from "#lib/core/plan/plan-put-back.ts";
import type { Deps, SystemActor, Transaction } from "../ports.ts";

export type DriftDeps = Pick<Deps, "db" | "queue"> & { readonly actor: SystemActor };

/** A rule that waits for an answer, with the row that says so. */
export interface WaitingRule extends DriftedRule {
  readonly id: bigint;
  readonly ruleKey: string;
}

/** Says that nothing is done about these rules, and why. */
export const leave = async (
  transaction: Transaction,
  rows: readonly { readonly id: bigint }[],
  answer: "told" | "left",
  sentence = "",
): Promise<void> => {
  await transaction.drift.updateMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    data: { answer, sentence, changeId: null },
  });
};
