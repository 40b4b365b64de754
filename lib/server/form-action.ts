/** A server action of a form: gate, use-case, and what the form is told. */
import type { z } from "zod";
import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { actionGate } from "./action-gate.ts";

/** What the form is told, in the words of `components/ui/form-state.ts`, which this layer may not see. */
export type FormOutcome =
  | {
      readonly status: "refused";
      readonly message: string;
      readonly fields?: Readonly<Record<string, string>>;
    }
  | { readonly status: "done"; readonly message: string };

export async function formAction<Schema extends z.ZodType, Value>(
  schema: Schema,
  data: FormData,
  run: (actor: PersonActor, input: z.output<Schema>) => Promise<Result<Value, Refusal>>,
  done: (value: Value) => string,
): Promise<FormOutcome> {
  const gate = await actionGate(schema, data);
  if (!gate.ok) return { status: "refused", ...gate.problem };
  const result = await run(gate.value.actor, gate.value.input);
  return result.ok
    ? { status: "done", message: done(result.value) }
    : { status: "refused", message: result.problem.sentence };
}
