import type { ShapeName } from "#components/ui/shape.tsx";
import { StateMark, type Tone } from "#components/ui/state-mark.tsx";
import type { GuardrailState } from "#lib/core/guardrail/judgement.ts";

const LOOKS: Readonly<Record<GuardrailState, { word: string; tone: Tone; shape: ShapeName }>> = {
  holds: { word: "Holds", tone: "ok", shape: "check" },
  broken: { word: "Broken", tone: "extra", shape: "triangle" },
  unknown: { word: "Unknown", tone: "unknown", shape: "fog" },
};

interface Props {
  readonly state: GuardrailState;
  /** Instead of the usual word: "Breaks", for example. */
  readonly word?: string;
}

export const GuardrailMark = ({ state, word }: Props) => {
  const look = LOOKS[state];
  return (
    <StateMark tone={look.tone} shape={look.shape}>
      {word ?? look.word}
    </StateMark>
  );
};
