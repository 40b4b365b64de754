import { invalid, type Refusal } from "#lib/core/refusal.ts";
import { fail } from "#lib/core/result.ts";
import type { TextProblem } from "#lib/formats/yaml/text-problem.ts";

/** A refusal of a text that somebody wrote; `problems` says where, when it is the text that is wrong. */
export interface TextRefusal extends Refusal {
  readonly problems?: readonly TextProblem[];
}

export const badText = (problems: readonly TextProblem[]) => {
  const count = problems.length === 1 ? "one place" : `${problems.length} places`;
  return fail<TextRefusal>({ ...invalid(`The text is wrong in ${count}.`), problems });
};

/** A problem with a part of the text that only the database can see; `path` as in `TextProblem`. */
export const badPart = (path: string, message: string) =>
  fail<TextRefusal>({ ...invalid(message), problems: [{ line: 1, column: 1, path, message }] });
