/** What a plan does to the guardrails of stacks: each judged before and after it. Plain JSON. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { breachesOf, moreBreachedAt } from "./breach.ts";
import { evaluateGuardrail, guardrailsOf } from "./evaluate-guardrail.ts";
import type { GuardrailState } from "./judgement.ts";

export interface GuardrailChange {
  readonly stack: string;
  /** `never: internet -> tier db` */
  readonly text: string;
  readonly before: GuardrailState;
  readonly after: GuardrailState;
  /** It was broken before, and more breaks it after, at some target. */
  readonly grows: boolean;
  /** What breaks it, or cannot be told, after the plan; and where more does than before. */
  readonly sentence: string;
}

/** What breaks it may be what broke it before: so this says where to look for the rest. */
const moreSentence = ([first = "", ...others]: readonly string[]): string =>
  `More than before breaks it at ${first}${others.length > 0 ? ` and ${others.length} more` : ""}.`;

/**
 * Every guardrail of which the plan changes something; and of the first stack, whose plan it is, those that do not
 * surely hold either way.
 */
export const guardrailChanges = (
  stacks: readonly Stack[],
  before: ObservationIndex,
  after: ObservationIndex,
): GuardrailChange[] =>
  stacks.flatMap((stack, place) =>
    guardrailsOf(stack).flatMap((guardrail): GuardrailChange[] => {
      const { state: was } = evaluateGuardrail(guardrail, stack, before);
      const { text, state, sentence } = evaluateGuardrail(guardrail, stack, after);
      const more =
        was === "broken" && state === "broken"
          ? moreBreachedAt(breachesOf(guardrail, stack, before), breachesOf(guardrail, stack, after))
          : [];
      const grows = more.length > 0;
      const isSame = was === state && !grows;
      if (isSame && (state === "holds" || place > 0)) return [];
      const told = grows ? `${sentence} ${moreSentence(more)}` : sentence;
      return [{ stack: stack.name, text, before: was, after: state, grows, sentence: told }];
    }),
  );

/** For whoever must know before a plan is approved. */
export const guardrailWarning = ({ stack, text, after, grows: more, sentence }: GuardrailChange): string => {
  const verb = after !== "broken" ? "May break" : more ? "Breaks further" : "Breaks";
  return `${verb} the guardrail "${text}" of ${stack}: ${sentence}`;
};

/** Made worse by the plan: it held, or might have, and does not or may not any more; or more breaks it. */
export const isMadeWorse = ({
  before,
  after,
  grows: more,
}: Pick<GuardrailChange, "before" | "after" | "grows">): boolean =>
  more || (after === "broken" && before !== "broken") || (after === "unknown" && before === "holds");
