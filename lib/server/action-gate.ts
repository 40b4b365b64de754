/** What stands before every server action: from where, who asks, and whether the input is of the form it should be. */
import { headers } from "next/headers";
import type { z } from "zod";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Once, PersonActor } from "#lib/usecases/ports.ts";
import { formTexts } from "./form-texts.ts";
import { ONCE_FIELD, onceOf } from "./once.ts";
import { requirePerson } from "./require-person.ts";
import { publicOrigin } from "./web-environment.ts";

interface Stopped {
  readonly message: string;
  /** By field name. */
  readonly fields?: Readonly<Record<string, string>>;
}

interface Passed<Input> {
  readonly actor: PersonActor;
  readonly input: Input;
  /** Null: sent without a key. */
  readonly once: Once | null;
}

function fieldProblems(error: z.ZodError): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? "");
    problems[field] ??= issue.message;
  }
  return problems;
}

/**
 * A browser always says which page a POST comes from: without that, or from another site, nothing is done. Then
 * somebody must be signed in, and the fields must be exactly the schema's.
 */
export async function actionGate<Schema extends z.ZodType>(
  schema: Schema,
  data: FormData,
): Promise<Result<Passed<z.output<Schema>>, Stopped>> {
  if ((await headers()).get("origin") !== publicOrigin()) {
    return fail({
      message: "This form was sent from another address than Sallyport's own. Nothing was changed.",
    });
  }
  const { actor } = await requirePerson();
  const { [ONCE_FIELD]: key, ...texts } = formTexts(data);
  const input = schema.safeParse(texts);
  if (!input.success) {
    return fail({
      message: "Nothing was changed: look at what is marked.",
      fields: fieldProblems(input.error),
    });
  }
  return succeed({ actor, input: input.data, once: onceOf(key, texts) });
}
