/** What was found of one guardrail. Plain JSON. */
import type { ReachPacket, ReachRule } from "#lib/core/reach/answer.ts";

export type GuardrailState = "holds" | "broken" | "unknown";

export interface GuardrailJudgement {
  readonly state: GuardrailState;
  /** One sentence for people: what breaks it, or what cannot be told. */
  readonly sentence: string;
  /** `broken`: a packet that gets through though it must not, or does not though it must. */
  readonly witness: ReachPacket | null;
  /** The rules that let it through, of both ends. */
  readonly rules: readonly ReachRule[];
}

export const HOLDS: GuardrailJudgement = {
  state: "holds",
  sentence: "It holds.",
  witness: null,
  rules: [],
};

/** Nobody can tell, and why. */
export const cannotTell = (sentence: string): GuardrailJudgement => ({
  state: "unknown",
  sentence,
  witness: null,
  rules: [],
});
