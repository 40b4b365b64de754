/** "Make it match" and changes of one rule: looking at the plan, and asking for it. */
import { redirect } from "next/navigation";
import { z } from "zod";
import { previewMatch } from "#lib/usecases/match/preview-match.ts";
import { proposeMatch } from "#lib/usecases/match/propose-match.ts";
import { proposeRuleChange, proposeRuleChangeInput } from "#lib/usecases/match/propose-rule-change.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { readStart, startFields, yes } from "./form-fields.ts";
import { requirePerson } from "./require-person.ts";
import { webDatabase } from "./web-database.ts";
import { webDeps } from "./web-deps.ts";

export interface MatchChoice {
  readonly removeRedundant: boolean;
  readonly acceptNoSshSource: boolean;
  readonly acceptQuotaGap: boolean;
}

/** The plan as it would be now, or why there is none. */
export async function matchPreview(stackId: string, choice: MatchChoice) {
  const { actor } = await requirePerson();
  return previewMatch({ db: webDatabase() }, actor, { stackId, ...choice });
}

const matchForm = z
  .strictObject({
    stackId: z.uuid(),
    requestKey: z.uuid(),
    reason: z.string().trim().min(1, "Say why, in a few words.").max(1_000),
    removeRedundant: yes,
    acceptNoSshSource: yes,
    acceptQuotaGap: yes,
    draft: yes,
    ...startFields,
  })
  .transform(readStart);

export const matchFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    matchForm,
    data,
    (actor, input) => proposeMatch(webDeps(), actor, input),
    ({ number }) => redirect(`/changes/${number}`),
  );

const ruleForm = proposeRuleChangeInput.extend({
  requestKey: z.uuid(),
  acceptNoSshSource: yes,
  acceptQuotaGap: yes,
});

export const ruleFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    ruleForm,
    data,
    (actor, input) => proposeRuleChange(webDeps(), actor, input),
    ({ number }) => redirect(`/changes/${number}`),
  );
