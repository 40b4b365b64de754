/** What the picture is drawn with: a canvas on screen, SVG in a file. One drawing, so that both say the same. */
import type { Box } from "./scene.ts";

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  /** Lengths of dashes and gaps; absent for a solid line. */
  readonly dash?: readonly number[];
}

export interface TextLook {
  readonly colour: string;
  readonly size: number;
  readonly weight: 400 | 560 | 640;
  readonly anchor: "start" | "middle" | "end";
  readonly mono?: boolean;
}

/** Start, two control points, end. */
export type Curve = readonly [
  x1: number,
  y1: number,
  cx1: number,
  cy1: number,
  cx2: number,
  cy2: number,
  x2: number,
  y2: number,
];

export interface Pen {
  rectangle(box: Box, radius: number, fill: string | null, stroke: Stroke | null): void;
  curve(points: Curve, stroke: Stroke): void;
  /** Corners as x, y, x, y. */
  polygon(points: readonly number[], fill: string): void;
  circle(x: number, y: number, radius: number, fill: string | null, stroke: Stroke | null): void;
  /** `y` is the middle of the line of text. */
  text(x: number, y: number, text: string, look: TextLook): void;
  /** What follows is drawn so much fainter: 1 is full. */
  alpha(value: number): void;
}
