import type { Transaction } from "../ports.ts";
import { writeMadeGroup } from "./bound-groups.ts";
import { giveToGrants } from "./granted-rules.ts";
import { attemptsOf, writeSettlingRead } from "./journal.ts";
import type { RunningStep, StepResult } from "./step-context.ts";

/** Writes which attempts a read has settled. */
export async function writeReads(
  transaction: Transaction,
  step: RunningStep,
  attempts: readonly number[],
  sentence: string,
): Promise<void> {
  for (const attempt of attempts) await writeSettlingRead(transaction, step.id, attempt, sentence);
}

/** Writes that a step has come to its end: its state, and which attempt a read has settled. */
export async function writeStepResult(
  transaction: Transaction,
  step: RunningStep,
  result: StepResult,
): Promise<void> {
  if (result.kind === "done") {
    await writeReads(transaction, step, result.attempts, result.sentence);
    await giveToGrants(transaction, step.operation);
    if (result.made !== null) {
      const last = (await attemptsOf(transaction, step.id)).at(-1);
      await writeMadeGroup(transaction, step.id, last?.attempt ?? 1, result.made);
    }
  }
  const state = result.kind === "waiting" ? null : result.kind;
  if (state !== null) await transaction.step.update({ where: { id: step.id }, data: { state } });
}
