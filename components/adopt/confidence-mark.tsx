import type { ShapeName } from "#components/ui/shape.tsx";
import { StateMark, type Tone } from "#components/ui/state-mark.tsx";

interface Look {
  readonly from: number;
  readonly word: string;
  readonly tone: Tone;
  readonly shape: ShapeName;
}

/** A proposal is never shown as good: the best it can be is very likely. */
const LOOKS: readonly Look[] = [
  { from: 0.95, word: "very likely", tone: "accent", shape: "dot" },
  { from: 0.8, word: "likely", tone: "accent", shape: "half" },
  { from: 0.5, word: "perhaps", tone: "missing", shape: "ring" },
  { from: 0, word: "doubtful", tone: "unknown", shape: "fog" },
];

const DOUBTFUL: Look = { from: 0, word: "doubtful", tone: "unknown", shape: "fog" };

/** How sure a claim is: a word, and the part of such claims that were right where the truth was known. */
export const ConfidenceMark = ({ confidence }: { readonly confidence: number }) => {
  const { word, tone, shape } = LOOKS.find(({ from }) => confidence >= from) ?? DOUBTFUL;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      <StateMark tone={tone} shape={shape}>
        {word}
      </StateMark>
      <span className="text-sm text-muted tabular-nums">{Math.round(confidence * 100)} %</span>
    </span>
  );
};
