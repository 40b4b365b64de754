/** Whether a guardrail of a stack holds in an observation: surely, surely not, or nobody can tell. Plain JSON. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Guardrail, Stack } from "#lib/core/tier/pattern.ts";
import { type FlowGuardrail, isDoorKnown } from "./guarded-ends.ts";
import { guardrailText } from "./guardrail-text.ts";
import { judgeAlways } from "./judge-always.ts";
import { judgeNever } from "./judge-never.ts";
import { judgeSourcesWithin } from "./judge-sources-within.ts";
import { cannotTell, type GuardrailJudgement } from "./judgement.ts";

/** With what was judged, as people write it. */
export type GuardrailResult = GuardrailJudgement & { readonly text: string };

/** Broken where it is whoever comes in at the door; where that is not known, it holds if it does for everybody else. */
const judgeFlows = (guardrail: FlowGuardrail, stack: Stack, index: ObservationIndex): GuardrailJudgement => {
  const judged = guardrail.kind === "never" ? judgeNever : judgeAlways;
  const least = judged(guardrail, stack, index, "possibly");
  if (least.state === "broken" || isDoorKnown(stack, index)) return least;
  const most = judged(guardrail, stack, index, "surely");
  return most.state === "broken" ? cannotTell("Who comes in at the door could not be read whole.") : most;
};

const judge = (guardrail: Guardrail, stack: Stack, index: ObservationIndex): GuardrailJudgement => {
  switch (guardrail.kind) {
    case "never":
    case "always":
      return judgeFlows(guardrail, stack, index);
    case "sources-within":
      return judgeSourcesWithin(guardrail, stack, index);
  }
};

export const evaluateGuardrail = (
  guardrail: Guardrail,
  stack: Stack,
  index: ObservationIndex,
): GuardrailResult => ({ text: guardrailText(guardrail), ...judge(guardrail, stack, index) });

/** Those of the pattern, then the stack's own. */
export const guardrailsOf = (stack: Stack): readonly Guardrail[] => [
  ...(stack.pattern.guardrails ?? []),
  ...(stack.guardrails ?? []),
];

export const evaluateGuardrails = (stack: Stack, index: ObservationIndex): GuardrailResult[] =>
  guardrailsOf(stack).map((guardrail) => evaluateGuardrail(guardrail, stack, index));
