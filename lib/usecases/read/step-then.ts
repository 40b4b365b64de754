/** How far a step that was taken up had come by a moment of the past, as far as its journal tells. */
import type { StepProgress } from "#lib/core/plan/step-progress.ts";

interface JournalledStep {
  /** As it is stored now. */
  readonly state: string;
  /** In their order. */
  readonly journal: readonly { readonly kind: string; readonly attempt: number; readonly createdAt: Date }[];
}

/** Where a step stood is written beside its journal, without a time: only what follows from the journal is said. */
function stateThen({ state, journal }: JournalledStep, at: Date): string {
  const seen = journal.filter(({ createdAt }) => createdAt <= at);
  const isAll = seen.length === journal.length;
  const last = seen.at(-1);
  if (last === undefined) return !isAll || state === "waiting" ? "waiting" : "unrecorded";
  if (last.kind === "intent") return "intended";
  return isAll && last.kind === "read" && state === "done" ? "done" : "unrecorded";
}

/** The step as of `at`: a state of `stateThen`, and the calls and times that had been written by then. */
export function stepThen(now: StepProgress, stored: JournalledStep, at: Date): StepProgress {
  const seen = stored.journal.filter(({ createdAt }) => createdAt <= at);
  return {
    ...now,
    state: stateThen(stored, at),
    attempts: Math.max(0, ...seen.map(({ attempt }) => attempt)),
    lastAt: seen.at(-1)?.createdAt.toISOString() ?? null,
    note: null,
  };
}
