import type { ShapeName } from "#components/ui/shape.tsx";
import { StateMark, type Tone } from "#components/ui/state-mark.tsx";
import type { Standing } from "#lib/core/findings/exception/standing.ts";

const LOOKS: Readonly<Record<Standing, { word: string; tone: Tone; shape: ShapeName }>> = {
  "in-line": { word: "In line", tone: "ok", shape: "check" },
  "out-of-line": { word: "Not as meant", tone: "extra", shape: "triangle" },
  unknown: { word: "Unknown", tone: "unknown", shape: "fog" },
  accepted: { word: "Accepted", tone: "accent", shape: "pause" },
};

/** A stack's or tier's state as a whole. */
export const DiffStateMark = ({ state }: { readonly state: Standing }) => {
  const look = LOOKS[state];
  return (
    <StateMark tone={look.tone} shape={look.shape}>
      {look.word}
    </StateMark>
  );
};
