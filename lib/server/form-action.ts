/** What stands before every server action: who asks, from where, and whether the input is of the form it should be. */
import { headers } from "next/headers";
import type { z } from "zod";
import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { requirePerson } from "./require-person.ts";
import { publicOrigin } from "./web-environment.ts";

/** What the form is told, in the words of `components/ui/form-state.ts`, which this layer may not see. */
export type FormOutcome =
  | {
      readonly status: "refused";
      readonly message: string;
      readonly fields?: Readonly<Record<string, string>>;
    }
  | { readonly status: "done"; readonly message: string };

const refused = (message: string, fields?: Readonly<Record<string, string>>): FormOutcome => ({
  status: "refused",
  message,
  ...(fields === undefined ? {} : { fields }),
});

/** The form's own fields as text; what Next adds for itself starts with `$ACTION`. */
function textsOf(data: FormData): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of data) {
    if (typeof value === "string" && !name.startsWith("$ACTION")) texts[name] = value;
  }
  return texts;
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
 * Runs a use-case for a form. A browser always says which page a POST comes from: without that, or from another
 * site, nothing is done.
 */
export async function formAction<Schema extends z.ZodType, Value>(
  schema: Schema,
  data: FormData,
  run: (actor: PersonActor, input: z.output<Schema>) => Promise<Result<Value, Refusal>>,
  done: (value: Value) => string,
): Promise<FormOutcome> {
  if ((await headers()).get("origin") !== publicOrigin()) {
    return refused("This form was sent from another address than Sallyport's own. Nothing was changed.");
  }
  const { actor } = await requirePerson();
  const input = schema.safeParse(textsOf(data));
  if (!input.success) {
    const fields = fieldProblems(input.error);
    return refused("Nothing was changed: look at what is marked.", fields);
  }
  const result = await run(actor, input.data);
  return result.ok ? { status: "done", message: done(result.value) } : refused(result.problem.sentence);
}
