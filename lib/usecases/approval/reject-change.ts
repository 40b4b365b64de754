import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { refuseAskedException } from "../exception/refuse-asked-exception.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type AnswerInput, type AnswerOutcome, answerChange } from "./answer-change.ts";
import { subjectsOf } from "./locked-change.ts";
import { refuseAskedGrants } from "./refuse-asked-grants.ts";
import { tellDecision } from "./tell-decision.ts";

/** One no of somebody who could have said yes ends the request. */
export const rejectChange = (
  deps: Deps,
  actor: PersonActor,
  input: AnswerInput,
): Promise<Result<AnswerOutcome, Refusal>> =>
  answerChange(deps, actor, input, "reject", async (transaction, change, { role }) => {
    const { pin, comment } = input;
    await appendAudit(transaction, {
      actor,
      action: "change.rejected",
      subjects: subjectsOf(change),
      details: { number: change.number, title: change.title, role, pin, comment },
    });
    await refuseAskedGrants(transaction, actor, change.id, "The request was rejected.");
    await refuseAskedException(transaction, actor, change.id, "The request was rejected.");
    const words = comment === "" ? "" : `\n\n${comment}`;
    await tellDecision(transaction, change, "was rejected", `By ${actor.displayName}.${words}`);
  });
