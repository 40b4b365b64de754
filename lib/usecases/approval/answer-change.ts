import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { type ApproverRole, missingParts } from "#lib/core/approval/standing-answers.ts";
import { transition } from "#lib/core/approval/transition.ts";
import { ABSENT, conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { plainText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { type LockedChange, lockChange } from "./locked-change.ts";
import { moveLockedChange } from "./move-locked-change.ts";

export const answerInput = z.strictObject({
  changeId: z.uuid(),
  /** The pin of the change as it was read: an answer is to that and to nothing else. */
  pin: z.string().regex(/^[0-9a-f]{64}$/),
  comment: plainText(2_000).default(""),
  /** The version as it was read: what a request says beside its plan is no part of the pin. */
  version: z.coerce.number().int().min(1).optional(),
});
export type AnswerInput = z.output<typeof answerInput>;

/** Where a change stands after an answer. */
export interface AnswerOutcome {
  readonly state: "open" | "approved" | "rejected";
  /** The parts that still wait for somebody, in words; empty unless open. */
  readonly waitingFor: readonly string[];
  /** Not begun before; null: at once. */
  readonly startsAt: Date | null;
}

/** What follows from an answer, in the transaction that holds the change; `state` is where the answer took it. */
type Follow = (
  transaction: Transaction,
  change: LockedChange,
  answer: { readonly role: ApproverRole; readonly state: AnswerOutcome["state"] },
) => Promise<void>;

/** Lets the core decide, keeps the answer, moves the change, and then `follow`s. A refusal is logged. */
export function answerChange(
  deps: Deps,
  actor: PersonActor,
  input: AnswerInput,
  decision: "approve" | "reject",
  follow: Follow,
): Promise<Result<AnswerOutcome, Refusal>> {
  const { changeId, pin, comment, version } = input;
  const attempted = decision === "approve" ? "change.answered-yes" : "change.rejected";
  return loggedTransaction(deps, actor, attempted, { changeId }, async (transaction) => {
    const change = await lockChange(transaction, changeId);
    const roles = await heldRoles(transaction, actor.personId);
    if (change === null || !may(roles, "read")) return fail(ABSENT);
    const person = { personId: actor.personId, roles };
    const at = await databaseTime(transaction);
    const next = transition(change.facts, { kind: "answer", person, decision, pin, at });
    if (!next.ok) return next;
    if (version !== undefined && version !== change.version)
      return fail(conflict("This change is not what you read: look at it again."));
    const { state, answers } = next.value;
    const given = answers.at(-1);
    if (given === undefined || (state !== "open" && state !== "approved" && state !== "rejected")) {
      throw new Error(`An answer took a change to ${state}.`);
    }
    await transaction.approval.create({
      data: {
        changeId,
        requesterId: change.facts.requesterId ?? change.beneficiaryId,
        beneficiaryId: change.beneficiaryId,
        personId: actor.personId,
        decision,
        role: given.role,
        teamId: given.teamId ?? null,
        pin,
        comment,
      },
    });
    if (state !== "open") await moveLockedChange(transaction, change, state, { actor, why: comment });
    await follow(transaction, change, { role: given.role, state });
    const waitingFor =
      state === "open" ? missingParts(next.value.requirement, answers).map(({ label }) => label) : [];
    return succeed({ state, waitingFor, startsAt: change.startsAt });
  });
}
