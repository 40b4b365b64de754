/** A server action of a form: gate, use-case, and what the form is told. */
import type { z } from "zod";
import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { actionGate } from "./action-gate.ts";
import { answeringOnce } from "./once.ts";

/** A way to what was wanted, where another one than this form leads there. */
interface Instead {
  readonly label: string;
  readonly href: string;
}

/** What the form is told, in the words of `components/ui/form-state.ts`, which this layer may not see. */
export type FormOutcome =
  | {
      readonly status: "refused";
      readonly message: string;
      readonly fields?: Readonly<Record<string, string>>;
      readonly instead?: Instead;
    }
  | { readonly status: "done"; readonly message: string };

export async function formAction<Schema extends z.ZodType, Value, Problem extends Refusal>(
  schema: Schema,
  data: FormData,
  run: (actor: PersonActor, input: z.output<Schema>) => Promise<Result<Value, Problem>>,
  done: (value: Value) => string,
  insteadOf: (problem: Problem) => Instead | null = () => null,
): Promise<FormOutcome> {
  const gate = await actionGate(schema, data);
  if (!gate.ok) return { status: "refused", ...gate.problem };
  const { actor, input, once } = gate.value;
  const result = await answeringOnce(once, () => run(actor, input));
  if (result.ok) return { status: "done", message: done(result.value) };
  const instead = insteadOf(result.problem);
  return {
    status: "refused",
    message: result.problem.sentence,
    ...(instead === null ? {} : { instead }),
  };
}
