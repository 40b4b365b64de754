import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { mayAnswer } from "#lib/core/approval/may-answer.ts";
import type { ApproverRole, MissingPart } from "#lib/core/approval/standing-answers.ts";
import type { AuditAction } from "#lib/core/audit/audit-action.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { recordRefusal } from "../audit/record-refusal.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { type LockedChange, lockChange } from "./locked-change.ts";

export const answerInput = z.strictObject({
  changeId: z.uuid(),
  /** The pin of the change as it was read: an answer is to that and to nothing else. */
  pin: z.string().regex(/^[0-9a-f]{64}$/),
  comment: z.string().trim().max(2000).default(""),
});
export type AnswerInput = z.output<typeof answerInput>;

/** Where a change stands after an answer. */
export interface AnswerOutcome {
  readonly state: "open" | "approved" | "rejected";
  /** What is still to be answered; empty unless open. */
  readonly missing: readonly MissingPart[];
}

/** What a decision does once it is allowed: everything in the transaction that holds the change. */
export type Decide = (
  transaction: Transaction,
  change: LockedChange,
  role: ApproverRole,
) => Promise<AnswerOutcome>;

/** Checks who answers what, and hands it to `decide`. A refusal is logged, and changes nothing. */
export async function answerChange(
  deps: Deps,
  actor: PersonActor,
  input: AnswerInput,
  attempted: AuditAction,
  decide: Decide,
): Promise<Result<AnswerOutcome, Refusal>> {
  const result = await deps.db.$transaction(async (transaction): Promise<Result<AnswerOutcome, Refusal>> => {
    const change = await lockChange(transaction, input.changeId);
    const roles = await heldRoles(transaction, actor.personId);
    if (change === null || !may(roles, "read")) return fail(ABSENT);
    const now = await databaseTime(transaction);
    const allowed = mayAnswer({ personId: actor.personId, roles }, change, input.pin, now);
    if (!allowed.ok) return allowed;
    return succeed(await decide(transaction, change, allowed.value));
  });
  if (!result.ok) {
    await recordRefusal(deps, actor, attempted, { changeId: input.changeId }, result.problem);
  }
  return result;
}
