import type { StateLook } from "#components/stack-picture/state-look.ts";

type Heading = "right" | "down" | "up" | "left";

const HEADS: Readonly<Record<Heading, string>> = {
  right: "l-8 -4.2v8.4z",
  left: "l8 -4.2v8.4z",
  down: "l-4.2 -8h8.4z",
  up: "l-4.2 8h8.4z",
};

interface Props {
  readonly path: string;
  /** The arrow's point. */
  readonly at: { readonly x: number; readonly y: number };
  readonly heading: Heading;
  readonly look: StateLook;
}

/** A line with its point, in the current colour. */
export const Arrow = ({ path, at, heading, look }: Props) => (
  <g className="fill-current stroke-current">
    <path
      d={path}
      fill="none"
      strokeWidth={look.width}
      strokeLinejoin="round"
      {...(look.dash === undefined ? {} : { strokeDasharray: look.dash })}
    />
    <path d={`M${at.x} ${at.y}${HEADS[heading]}`} stroke="none" />
  </g>
);
