/** What a plan does to the guardrails of stacks: each judged before and after it. Plain JSON. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Guardrail, Stack } from "#lib/core/tier/pattern.ts";
import { breachesOf, moreBreachedAt } from "./breach.ts";
import { evaluateGuardrail, guardrailsOf } from "./evaluate-guardrail.ts";
import type { GuardrailState } from "./judgement.ts";

export interface GuardrailChange {
  readonly stack: string;
  /** `never: internet -> tier db` */
  readonly text: string;
  readonly before: GuardrailState;
  readonly after: GuardrailState;
  /** It was broken before, and more breaks it after, at some target; or may, where nobody can tell. */
  readonly grows: boolean | "perhaps";
  /** What breaks it, or cannot be told, after the plan; and where more does than before, or may. */
  readonly sentence: string;
}

interface More {
  readonly grows: GuardrailChange["grows"];
  readonly targets: readonly string[];
}

const moreOf = (
  guardrail: Guardrail,
  stack: Stack,
  before: ObservationIndex,
  after: ObservationIndex,
): More => {
  const breaches = [breachesOf(guardrail, stack, before), breachesOf(guardrail, stack, after)] as const;
  const sure = moreBreachedAt(...breaches, "surely");
  if (sure.length > 0) return { grows: true, targets: sure };
  const perhaps = moreBreachedAt(...breaches, "possibly");
  return perhaps.length > 0 ? { grows: "perhaps", targets: perhaps } : NO_MORE;
};

const NO_MORE: More = { grows: false, targets: [] };

/** What breaks it may be what broke it before: so this says where to look for the rest. */
const moreSentence = ({ grows, targets: [first = "", ...others] }: More): string =>
  `More than before ${grows === true ? "breaks" : "may break"} it at ${first}${others.length > 0 ? ` and ${others.length} more` : ""}.`;

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
      const more = was === "broken" && state === "broken" ? moreOf(guardrail, stack, before, after) : NO_MORE;
      const { grows } = more;
      const isSame = was === state && grows === false;
      if (isSame && (state === "holds" || place > 0)) return [];
      const told = grows !== false ? `${sentence} ${moreSentence(more)}` : sentence;
      return [{ stack: stack.name, text, before: was, after: state, grows, sentence: told }];
    }),
  );

/** For whoever must know before a plan is approved. */
export const guardrailWarning = (change: GuardrailChange): string => {
  const verb = change.after === "broken" ? breakingWord(change) : "May break";
  return `${verb} the guardrail "${change.text}" of ${change.stack}: ${change.sentence}`;
};

/** Of one that is broken after the plan. */
export const breakingWord = ({ grows }: Pick<GuardrailChange, "grows">): string => {
  if (grows === "perhaps") return "May break further";
  return grows ? "Breaks further" : "Breaks";
};

/** Made worse by the plan: it held, or might have, and does not or may not any more; or more breaks it, or may. */
export const isMadeWorse = ({
  before,
  after,
  grows: more,
}: Pick<GuardrailChange, "before" | "after" | "grows">): boolean =>
  more !== false ||
  (after === "broken" && before !== "broken") ||
  (after === "unknown" && before === "holds");
