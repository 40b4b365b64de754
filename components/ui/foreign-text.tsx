import { foreignParts, foreignString, shortened } from "#components/ui/foreign-characters.ts";

interface Props {
  readonly text: string;
  /** Characters shown before the rest is cut off; the whole stays in the title and for screen readers. */
  readonly limit?: number;
  readonly className?: string;
}

/** Text that anybody may have written: shown as text, isolated in direction, with hidden characters made visible. */
export const ForeignText = ({ text, limit = 80, className }: Props) => {
  const { text: shown, cut } = shortened(text, limit);
  const whole = cut ? foreignString(text).slice(0, 4000) : undefined;
  let position = 0;
  return (
    <bdi className={className} title={whole}>
      {foreignParts(shown).map((part) => {
        position += part.text.length;
        return part.kind === "plain" ? (
          <span key={position}>{part.text}</span>
        ) : (
          <span
            key={position}
            className="mx-px rounded-[3px] bg-unknown-soft px-0.5 font-mono text-[0.78em] text-unknown"
          >
            {part.text}
          </span>
        );
      })}
      {cut ? "…" : null}
    </bdi>
  );
};
