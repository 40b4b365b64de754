/** What is kept of the past: for its page in Settings, and deciding about it. */
import { z } from "zod";
import { readKept } from "#lib/usecases/history/read-kept.ts";
import { saveRetention, saveRetentionInput } from "#lib/usecases/history/save-retention.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";
import { webDeps } from "./web-deps.ts";

export async function keptPage() {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readKept({ db: webDatabase() }, actor));
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
