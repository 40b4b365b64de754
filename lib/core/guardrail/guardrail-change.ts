/** What a plan does to the guardrails of stacks: each judged before and after it. Plain JSON. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { evaluateGuardrails } from "./evaluate-guardrail.ts";
import type { GuardrailState } from "./judgement.ts";

export interface GuardrailChange {
  readonly stack: string;
  /** `never: internet -> tier db` */
  readonly text: string;
  readonly before: GuardrailState;
  readonly after: GuardrailState;
  /** What breaks it, or cannot be told, after the plan. */
  readonly sentence: string;
}

/** Every guardrail that does not surely hold after the plan, or did not before. */
export const guardrailChanges = (
  stacks: readonly Stack[],
  before: ObservationIndex,
  after: ObservationIndex,
): GuardrailChange[] =>
  stacks.flatMap((stack) => {
    const now = evaluateGuardrails(stack, before);
    return evaluateGuardrails(stack, after).flatMap(({ text, state, sentence }, at): GuardrailChange[] => {
      const was = now[at]?.state ?? "unknown";
      return was === "holds" && state === "holds"
        ? []
        : [{ stack: stack.name, text, before: was, after: state, sentence }];
    });
  });

/** For whoever must know before a plan is approved. */
export const guardrailWarning = ({ stack, text, after, sentence }: GuardrailChange): string =>
  `${after === "broken" ? "Breaks" : "May break"} the guardrail "${text}" of ${stack}: ${sentence}`;

/** Made worse by the plan: it held, or might have, and does not or may not any more. */
export const isMadeWorse = ({ before, after }: Pick<GuardrailChange, "before" | "after">): boolean =>
  (after === "broken" && before !== "broken") || (after === "unknown" && before === "holds");
