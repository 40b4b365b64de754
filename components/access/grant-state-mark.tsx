import type { ShapeName } from "#components/ui/shape.tsx";
import { StateMark, type Tone } from "#components/ui/state-mark.tsx";

const MARKS: Readonly<Record<string, { tone: Tone; shape: ShapeName; word: string }>> = {
  asked: { tone: "missing", shape: "half", word: "Asked for" },
  live: { tone: "door", shape: "check", word: "Open" },
  ending: { tone: "missing", shape: "clock", word: "Closing" },
  ended: { tone: "muted", shape: "lock", word: "Ended" },
  refused: { tone: "muted", shape: "cross", word: "Not opened" },
};

/** Where a grant stands, as a word and a shape. */
export const GrantStateMark = ({ state }: { readonly state: string }) => {
  const mark = MARKS[state];
  return mark === undefined ? null : (
    <StateMark tone={mark.tone} shape={mark.shape}>
      {mark.word}
    </StateMark>
  );
};
