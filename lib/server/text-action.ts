/** A server action that saves a text people wrote: mistakes come back with their places. */
import type { z } from "zod";
import type { Result } from "#lib/core/result.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { actionGate } from "./action-gate.ts";
import { answeringOnce } from "./once.ts";

interface Place {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
}

interface TextRefused {
  readonly sentence: string;
  readonly problems?: readonly Place[];
}

/** What the editor is told, in the words of `components/settings/yaml-state.ts`. */
export type TextOutcome =
  | {
      readonly status: "refused";
      readonly message: string;
      readonly fields?: Readonly<Record<string, string>>;
      readonly places: readonly Place[];
    }
  | { readonly status: "done"; readonly message: string };

export async function textAction<Schema extends z.ZodType, Value>(
  schema: Schema,
  data: FormData,
  run: (actor: PersonActor, input: z.output<Schema>) => Promise<Result<Value, TextRefused>>,
  done: (value: Value) => string,
): Promise<TextOutcome> {
  const gate = await actionGate(schema, data);
  if (!gate.ok) return { status: "refused", ...gate.problem, places: [] };
  const { actor, input, once } = gate.value;
  const result = await answeringOnce(once, () => run(actor, input));
  if (result.ok) return { status: "done", message: done(result.value) };
  return { status: "refused", message: result.problem.sentence, places: result.problem.problems ?? [] };
}
