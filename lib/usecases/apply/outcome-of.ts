import type { ChangeOutcome, StepOutcome } from "#lib/core/plan/change-outcome.ts";
import type { Transaction } from "../ports.ts";
import { readSteps } from "./change-to-apply.ts";
import { attemptsOf } from "./journal.ts";

/** The per-step table of a change, as it stands in this transaction. */
export async function stepOutcomes(
  transaction: Transaction,
  changeId: string,
): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  for (const { id, ordinal, state } of await readSteps(transaction, changeId)) {
    const last = (await attemptsOf(transaction, id)).at(-1);
    const sentence = state === "done" || state === "waiting" ? null : (last?.message ?? null);
    outcomes.push({ ordinal, state, sentence });
  }
  return outcomes;
}

/** A `ChangeOutcome` as the database keeps it. */
export const storedOutcome = (outcome: ChangeOutcome) => ({
  kind: outcome.kind,
  sentence: outcome.sentence,
  changes: [...outcome.changes],
  steps: outcome.steps.map((step) => ({ ...step })),
  settlesAt: outcome.settlesAt,
});
