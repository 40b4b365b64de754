/** What a plan does to the guardrails of stacks: each judged before and after it. Plain JSON. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { parseFlows } from "#lib/core/net/flow-line.ts";
import { isSubsetOfFlows } from "#lib/core/net/flow-set.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { evaluateGuardrails, type GuardrailResult } from "./evaluate-guardrail.ts";
import type { GuardrailState } from "./judgement.ts";

export interface GuardrailChange {
  readonly stack: string;
  /** `never: internet -> tier db` */
  readonly text: string;
  readonly before: GuardrailState;
  readonly after: GuardrailState;
  /** It was broken before, and more breaks it after. */
  readonly grows: boolean;
  /** What breaks it, or cannot be told, after the plan. */
  readonly sentence: string;
}

/** Whether more breaks it than before. Lines that do not parse are no flows: each counts for itself. */
const grows = (before: GuardrailResult | undefined, after: GuardrailResult): boolean => {
  if (before?.state !== "broken" || after.state !== "broken") return false;
  const [was, is] = [parseFlows(before.breach), parseFlows(after.breach)];
  if (was.ok && is.ok) return !isSubsetOfFlows(is.value, was.value);
  const known = new Set(before.breach.map(({ peer, service }) => `${peer} ${service}`));
  return after.breach.some(({ peer, service }) => !known.has(`${peer} ${service}`));
};

/**
 * Every guardrail of which the plan changes something; and of the first stack, whose plan it is, those that do not
 * surely hold either way.
 */
export const guardrailChanges = (
  stacks: readonly Stack[],
  before: ObservationIndex,
  after: ObservationIndex,
): GuardrailChange[] =>
  stacks.flatMap((stack, place) => {
    const now = evaluateGuardrails(stack, before);
    return evaluateGuardrails(stack, after).flatMap((result, at): GuardrailChange[] => {
      const { text, state, sentence } = result;
      const was = now[at]?.state ?? "unknown";
      const more = grows(now[at], result);
      const isSame = was === state && !more;
      if (isSame && (state === "holds" || place > 0)) return [];
      return [{ stack: stack.name, text, before: was, after: state, grows: more, sentence }];
    });
  });

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
