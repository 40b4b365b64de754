import { StateMark } from "#components/ui/state-mark.tsx";

const LOOKS = {
  gained: { tone: "extra", shape: "triangle", word: "Came" },
  lost: { tone: "missing", shape: "ring", word: "Went" },
  changed: { tone: "muted", shape: "half", word: "Changed" },
} as const;

/** What became of a thing between two moments. */
export const ChangeMark = ({ change }: { readonly change: keyof typeof LOOKS }) => {
  const { tone, shape, word } = LOOKS[change];
  return (
    <StateMark tone={tone} shape={shape}>
      {word}
    </StateMark>
  );
};
