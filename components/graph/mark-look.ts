/** Marks by form and word: a shape, a dash and a name each, so that colour is never all there is. */
import type { Mark } from "#lib/core/graph/graph.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";

export const MARK_ORDER = ["exposed", "drift", "unknown", "unused"] as const satisfies readonly Mark[];

/** Where there is room for one only: what nobody meant before what may well be meant. */
export const WORST_FIRST = ["drift", "unknown", "exposed", "unused"] as const satisfies readonly Mark[];

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  exposed: "open to the Internet",
  drift: "out of line",
  unknown: "cannot tell",
  unused: "carried by nothing",
};

export const SHORT_MARK_WORDS: Readonly<Record<Mark, string>> = {
  exposed: "Internet",
  drift: "out of line",
  unknown: "unknown",
  unused: "unused",
};

export const markColour = (mark: Mark, palette: Palette): string =>
  mark === "unused" ? palette.muted : palette[mark];

/** The shape of a mark around a point. `size` is its width. */
export const drawMark = (
  pen: Pen,
  mark: Mark,
  x: number,
  y: number,
  size: number,
  palette: Palette,
): void => {
  const half = size / 2;
  const colour = markColour(mark, palette);
  switch (mark) {
    case "exposed":
      pen.polygon([x, y - half, x + half, y + half * 0.8, x - half, y + half * 0.8], colour);
      return;
    case "drift":
      pen.polygon([x, y - half, x + half, y, x, y + half, x - half, y], colour);
      return;
    case "unknown":
      for (const [dx, dy] of [
        [-1, -1],
        [1, -1],
        [0, 0],
        [-1, 1],
        [1, 1],
      ] as const)
        pen.circle(x + dx * half * 0.66, y + dy * half * 0.66, size * 0.13, colour, null);
      return;
    case "unused":
      pen.circle(x, y, half * 0.8, null, { colour, width: size * 0.15, dash: [size * 0.3, size * 0.2] });
  }
};
