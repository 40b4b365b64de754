import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import { printTextProblem } from "#lib/formats/yaml/text-problem.ts";
import type { TextRefusal } from "../model/text-refusal.ts";

/** A demo that its own product refuses is a bug: it says what was refused, and where. */
export function mustSucceed<Value>(what: string, result: Result<Value, Refusal | TextRefusal>): Value {
  if (result.ok) return result.value;
  const { sentence } = result.problem;
  const places = "problems" in result.problem ? (result.problem.problems ?? []).map(printTextProblem) : [];
  throw new Error([`The demo's ${what} was refused: ${sentence}`, ...places].join("\n"));
}
