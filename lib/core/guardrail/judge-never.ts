/** `never: internet -> tier db`: broken by the first packet that gets through. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { answerFor } from "#lib/core/reach/can-reach.ts";
import { unreadSentence } from "#lib/core/reach/describe-reach.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { type DoorReading, type FlowGuardrail, pairOfGuardrail } from "./guarded-ends.ts";
import { servicesOfGuardrail } from "./guardrail-services.ts";
import { guardrailPeerText } from "./guardrail-text.ts";
import { cannotTell, type GuardrailJudgement, HOLDS } from "./judgement.ts";

export const judgeNever = (
  guardrail: FlowGuardrail,
  stack: Stack,
  index: ObservationIndex,
  door: DoorReading,
): GuardrailJudgement => {
  const pair = pairOfGuardrail(guardrail, stack, index, door);
  if (!pair.ok) return cannotTell(pair.problem);
  const { source, targets } = pair.value;
  const answer = answerFor(source, targets, servicesOfGuardrail(guardrail), index);
  if (answer.verdict === "no") return HOLDS;
  if (answer.verdict === "unknown") return cannotTell(unreadSentence(answer.unread));
  const { witness } = answer;
  const from = witness?.from ?? guardrailPeerText(guardrail.peer);
  const to = witness?.to === null || witness === null ? guardrail.tier : `${witness.to} (${guardrail.tier})`;
  return {
    state: "broken",
    sentence: `${from} can reach ${to} on ${witness?.service ?? "some service"}.`,
    witness,
    rules: [...(answer.source?.rules ?? []), ...(answer.target?.rules ?? [])],
  };
};
