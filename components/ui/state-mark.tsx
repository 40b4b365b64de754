import clsx from "clsx";
import type { ReactNode } from "react";
import { Shape, type ShapeName } from "#components/ui/shape.tsx";

export type Tone = "ok" | "missing" | "extra" | "unknown" | "muted" | "accent" | "door";

const TONES: Readonly<Record<Tone, string>> = {
  ok: "text-ok",
  missing: "text-missing",
  extra: "text-extra",
  unknown: "text-unknown",
  muted: "text-muted",
  accent: "text-accent",
  door: "text-door",
};

interface Props {
  readonly tone: Tone;
  readonly shape: ShapeName;
  /** The state's word. */
  readonly children: ReactNode;
  readonly className?: string;
}

/** A state: a word and a shape, in a colour that only repeats what both say. */
export const StateMark = ({ tone, shape, children, className }: Props) => (
  <span
    className={clsx(
      "inline-flex items-center gap-1.5 align-bottom font-semibold whitespace-nowrap",
      TONES[tone],
      className,
    )}
  >
    <Shape name={shape} />
    <span>{children}</span>
  </span>
);
