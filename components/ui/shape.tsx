import type { ReactNode } from "react";

export type ShapeName =
  | "check"
  | "ring"
  | "triangle"
  | "wide"
  | "double"
  | "fog"
  | "clock"
  | "cross"
  | "dot"
  | "half"
  | "lock"
  | "pause";

const FOG = [3, 6, 9, 12].flatMap((y, row) =>
  (row % 2 === 0 ? [3, 6.5, 10, 13.5] : [4.75, 8.25, 11.75]).map((x) => ({ x, y: y + 0.5 })),
);

const PATHS: Readonly<Record<ShapeName, ReactNode>> = {
  check: <path d="M3.2 8.6l3.1 3.1 6.5-7" fill="none" strokeWidth="2" />,
  ring: <circle cx="8" cy="8" r="5.2" fill="none" strokeWidth="1.8" strokeDasharray="3.2 2.2" />,
  triangle: <path d="M8 2.4l6 10.8H2z" fill="currentColor" stroke="none" />,
  wide: <path d="M1.5 8h13M4.6 4.4L1.4 8l3.2 3.6M11.4 4.4L14.6 8l-3.2 3.6" fill="none" strokeWidth="1.9" />,
  double: (
    <path d="M2.6 5.4h7.4v8H2.6zM6 5.4V2.6h7.4v8H10" fill="none" strokeWidth="1.6" strokeLinejoin="round" />
  ),
  fog: (
    <g stroke="none">
      {FOG.map((dot) => (
        <circle key={`${dot.x} ${dot.y}`} cx={dot.x} cy={dot.y} r="1.05" fill="currentColor" />
      ))}
    </g>
  ),
  clock: (
    <path d="M8 2.3a5.7 5.7 0 100 11.4A5.7 5.7 0 008 2.3zM8 5v3.2l2.2 1.5" fill="none" strokeWidth="1.7" />
  ),
  cross: <path d="M4 4l8 8M12 4l-8 8" fill="none" strokeWidth="2" />,
  dot: <circle cx="8" cy="8" r="4.2" fill="currentColor" stroke="none" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.4" fill="none" strokeWidth="1.6" />
      <path d="M8 2.6a5.4 5.4 0 010 10.8z" fill="currentColor" stroke="none" />
    </>
  ),
  lock: <path d="M3.6 7.2h8.8v6.2H3.6zM5.4 7V5a2.6 2.6 0 015.2 0v2" fill="none" strokeWidth="1.7" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" fill="none" strokeWidth="2.2" />,
};

interface Props {
  readonly name: ShapeName;
  readonly size?: number;
  /** Where it stands inside another drawing. */
  readonly x?: number;
  readonly y?: number;
}

/** The small shape that stands before a state's word. Always beside the word, never instead of it. */
export const Shape = ({ name, size = 14, ...place }: Props) => (
  <svg
    viewBox="0 0 16 16"
    width={size}
    height={size}
    aria-hidden="true"
    className="shrink-0 stroke-current"
    strokeLinecap="round"
    {...place}
  >
    {PATHS[name]}
  </svg>
);
