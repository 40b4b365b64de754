import type { ShapeName } from "#components/ui/shape.tsx";
import { StateMark, type Tone } from "#components/ui/state-mark.tsx";
import type { ReachVerdict } from "#lib/core/reach/answer.ts";

/** Whether reach is welcome is for the model to say: an answer alone is neither good nor bad. */
const LOOKS: Readonly<Record<ReachVerdict, { word: string; tone: Tone; shape: ShapeName }>> = {
  yes: { word: "Yes", tone: "accent", shape: "dot" },
  no: { word: "No", tone: "muted", shape: "cross" },
  unknown: { word: "Unknown", tone: "unknown", shape: "fog" },
  ungoverned: { word: "Not governed", tone: "missing", shape: "half" },
};

export const VerdictMark = ({ verdict }: { readonly verdict: ReachVerdict }) => {
  const { word, tone, shape } = LOOKS[verdict];
  return (
    <StateMark tone={tone} shape={shape}>
      {word}
    </StateMark>
  );
};
