import type { ShapeName } from "#components/ui/shape.tsx";
import { StateMark, type Tone } from "#components/ui/state-mark.tsx";
import type { ChangeState } from "#lib/core/approval/change-state.ts";

const MARKS: Readonly<Record<ChangeState, { tone: Tone; shape: ShapeName; word: string }>> = {
  draft: { tone: "muted", shape: "ring", word: "Draft, seen by you alone" },
  open: { tone: "missing", shape: "half", word: "Waiting for an answer" },
  approved: { tone: "accent", shape: "clock", word: "Approved, about to start" },
  applying: { tone: "accent", shape: "dot", word: "Being applied" },
  applied: { tone: "ok", shape: "check", word: "Applied" },
  partial: { tone: "extra", shape: "half", word: "Applied in part" },
  unknown: { tone: "unknown", shape: "fog", word: "Outcome not known yet" },
  failed: { tone: "extra", shape: "triangle", word: "Failed" },
  stale: { tone: "unknown", shape: "lock", word: "Stale, refused" },
  rejected: { tone: "extra", shape: "cross", word: "Rejected" },
  cancelled: { tone: "muted", shape: "cross", word: "Withdrawn" },
  expired: { tone: "muted", shape: "clock", word: "Not answered in time" },
};

const NOT_KNOWN = { tone: "unknown", shape: "fog", word: "Not known for then" } as const;

interface Props {
  /** Null: of a moment of the past, of which it is not known. */
  readonly state: ChangeState | null;
  /** It waits for this person's answer. */
  readonly mine?: boolean;
  /** Approved, and not begun before a time that is still to come. */
  readonly startsLater?: boolean;
  /** Another change has undone it. */
  readonly isUndone?: boolean;
}

/** Where a change request stands, as a word and a shape. */
export const ChangeStateMark = ({ state, mine = false, startsLater = false, isUndone = false }: Props) => {
  const mark = state === null ? NOT_KNOWN : MARKS[state];
  return (
    <StateMark tone={mark.tone} shape={mark.shape}>
      {mine
        ? "Waiting for you"
        : startsLater
          ? "Approved, starts later"
          : isUndone
            ? "Applied, rolled back since"
            : mark.word}
    </StateMark>
  );
};
