import type { AuditAction } from "#lib/core/audit/audit-action.ts";
import type { Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Actor, Deps, Transaction } from "../ports.ts";
import { answeredBefore, keepAnswer } from "./answered-once.ts";
import type { AuditSubjects } from "./audit-record.ts";
import { recordRefusal } from "./record-refusal.ts";

/** Carries a refusal out of a transaction, so that whatever it had written is rolled back. */
class Refused<Problem extends Refusal> extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.sentence);
    this.problem = problem;
  }
}

/**
 * Runs `attempt` in one transaction. A refusal rolls it back and is logged in a transaction of its own, unless it only
 * says that a form was filled in wrongly. What was sent before with the same key is answered as it was then, and not
 * attempted again.
 */
export async function loggedTransaction<Value, Problem extends Refusal>(
  deps: Pick<Deps, "db" | "once">,
  actor: Actor,
  attempted: AuditAction,
  subjects: AuditSubjects,
  attempt: (transaction: Transaction) => Promise<Result<Value, Problem>>,
): Promise<Result<Value, Problem>> {
  try {
    const value = await deps.db.$transaction(async (transaction) => {
      const { once } = deps;
      if (once !== undefined) {
        const before = await answeredBefore(transaction, actor, attempted, once);
        if (!before.ok) throw new Refused(before.problem);
        // It was this very attempt, with the very same input, that gave this answer.
        if (before.value !== null) return before.value.answer as Value;
      }
      const result = await attempt(transaction);
      if (!result.ok) throw new Refused(result.problem);
      if (once !== undefined) await keepAnswer(transaction, actor, attempted, once, result.value);
      return result.value;
    });
    return succeed(value);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // Only `attempt` of this very call throws one here: nobody nests transactions.
    const problem = error.problem as Problem;
    if (problem.kind !== "invalid") await recordRefusal(deps, actor, attempted, subjects, problem);
    return fail(problem);
  }
}
