import type { ShapeName } from "#components/ui/shape.tsx";
import { StateMark, type Tone } from "#components/ui/state-mark.tsx";

export type FindingState =
  | "needed"
  | "missing"
  | "extra"
  | "too-wide"
  | "redundant"
  | "membership"
  | "unknown";

interface Look {
  readonly word: string;
  readonly tone: Tone;
  readonly shape: ShapeName;
}

export const FINDING_LOOKS: Readonly<Record<FindingState, Look>> = {
  needed: { word: "As meant", tone: "ok", shape: "check" },
  missing: { word: "Missing", tone: "missing", shape: "ring" },
  extra: { word: "Extra", tone: "extra", shape: "triangle" },
  "too-wide": { word: "Too wide", tone: "extra", shape: "wide" },
  redundant: { word: "Redundant", tone: "muted", shape: "double" },
  membership: { word: "Membership", tone: "missing", shape: "half" },
  unknown: { word: "Unknown", tone: "unknown", shape: "fog" },
};

interface Props {
  readonly state: FindingState;
  readonly count?: number;
  /** Instead of the usual word: "No door", for example. */
  readonly word?: string;
}

export const FindingMark = ({ state, count, word }: Props) => {
  const look = FINDING_LOOKS[state];
  const text = word ?? look.word;
  return (
    <StateMark tone={look.tone} shape={look.shape}>
      {count === undefined ? text : `${count} ${text.toLowerCase()}`}
    </StateMark>
  );
};
