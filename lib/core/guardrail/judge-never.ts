/** `never: internet -> tier db`: broken by the first packet that gets through. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { answerFor } from "#lib/core/reach/can-reach.ts";
import { unreadSentence } from "#lib/core/reach/describe-reach.ts";
import type { Guardrail, Stack } from "#lib/core/tier/pattern.ts";
import { endsOfTier, sourceOfGuardrail } from "./guarded-ends.ts";
import { servicesOfGuardrail } from "./guardrail-services.ts";
import { guardrailPeerText } from "./guardrail-text.ts";
import { cannotTell, type GuardrailJudgement, HOLDS } from "./judgement.ts";

export const judgeNever = (
  guardrail: Extract<Guardrail, { kind: "never" | "always" }>,
  stack: Stack,
  index: ObservationIndex,
): GuardrailJudgement => {
  const source = sourceOfGuardrail(guardrail.peer, stack, index);
  if (!source.ok) return cannotTell(source.problem);
  const targets = endsOfTier(guardrail.tier, stack, index);
  if (!targets.ok) return cannotTell(targets.problem);
  const answer = answerFor(source.value, targets.value, servicesOfGuardrail(guardrail), index);
  if (answer.verdict === "no") return HOLDS;
  if (answer.verdict === "unknown") return cannotTell(unreadSentence(answer.unread));
  const { witness } = answer;
  const from = witness?.from ?? guardrailPeerText(guardrail.peer);
  const to = witness?.to === null || witness === null ? guardrail.tier : `${witness.to} (${guardrail.tier})`;
  return {
    state: "broken",
    sentence: `${from} can reach ${to} on ${witness?.service ?? "some service"}.`,
    witness,
    breach: [...answer.open, ...answer.ungoverned],
    rules: [...(answer.source?.rules ?? []), ...(answer.target?.rules ?? [])],
  };
};
