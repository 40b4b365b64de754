import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { type Completion, completeQuestion } from "#lib/core/question/complete-question.ts";
import { QUESTION_LENGTH } from "#lib/core/question/question.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { loadEstate } from "./load-estate.ts";

export const completeQuestionInput = z.strictObject({ text: z.string().max(QUESTION_LENGTH) });

/** What a half-typed question may go on with, out of what this person may see. */
export async function completions(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { text }: z.output<typeof completeQuestionInput>,
): Promise<Result<readonly Completion[], Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const { estate } = await loadEstate(deps.db, { personId: actor.personId, roles }, null);
  return succeed(completeQuestion(text, estate));
}
