/** What is kept of the past: for its page in Settings, and deciding about it. */
import { z } from "zod";
import { readKept } from "#lib/usecases/history/read-kept.ts";
import { saveRetention, saveRetentionInput } from "#lib/usecases/history/save-retention.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { momentOf, pastOf } from "./read-past.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";
import { webDeps } from "./web-deps.ts";

/** `past`: the moment that was asked for. What is kept is told of now alone. */
export async function keptPage(parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const past = await pastOf(momentOf((await knownParameters(parameters, ["at"])).at));
  return { ...valueOrAbsent(await readKept({ db: webDatabase() }, actor)), past };
}

/** An empty field is for ever. */
const days = z.union([z.literal("").transform(() => null), z.coerce.number().int().min(1).max(36_500)]);
const form = saveRetentionInput.extend({
  everyLookDays: days,
  dailyDays: days,
  version: z.coerce.number().int().min(0),
});

export const saveRetentionForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    form,
    data,
    (actor, input) => saveRetention(webDeps(), actor, input),
    () => "Saved. The worker thins what is older within the hour; nothing brings it back.",
  );
