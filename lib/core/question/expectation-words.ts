import type { Expectation } from "./judge-question.ts";
import type { Question } from "./question.ts";

/** What a kept question says, as a sentence in front of the question. */
export const EXPECTATION_WORDS: Readonly<Record<Expectation, string>> = {
  never: "Never",
  always: "Always",
  same: "The same answer",
};

/** What may be expected of a kind of question: nobody can say "always" of who or what it is. */
export const expectationsOf = (kind: Question["kind"]): readonly Expectation[] =>
  kind === "can" ? ["never", "always", "same"] : ["never", "same"];
