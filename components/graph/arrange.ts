/** Ways to stand side by side: columns of nodes, grids of them, and rows of frames that fill a screen. */
import type { View } from "./camera.ts";
import { type GridShape, gridShape } from "./grid.ts";
import { joined, ofBoxes, type Piece } from "./piece.ts";
import { type Box, NODE } from "./scene.ts";

/** Between frames. */
export const FRAME_GAP = 22;

/** The form of the screen: how much wider than high the picture is to be, beside or below what lies outside. */
export type Form = "wide" | "tall";
const ASPECT: Readonly<Record<Form, number>> = { wide: 1.7, tall: 1.15 };

/** A view about as high as wide, as on a phone, is filled from top to bottom. Null: not measured yet. */
export const formOf = (view: View | null): Form =>
  view !== null && view.width < view.height * 1.15 ? "tall" : "wide";

export const MOST_IN_LAYER = 14;

/** Between columns: where the screen is narrow, names need the room more than lines do. */
const GAP: Readonly<Record<Form, number>> = { wide: NODE.gapX, tall: 44 };

const nodeBox = (column: number, row: number, form: Form): Box => ({
  x: column * (NODE.width + GAP[form]),
  y: row * (NODE.height + NODE.gapY),
  width: NODE.width,
  height: NODE.height,
});

/** Columns of nodes, each from the top; a column that is too long goes on beside itself. */
export const inColumns = (columns: readonly (readonly number[])[], form: Form): Piece => {
  const boxes: [number, Box][] = [];
  let column = 0;
  for (const nodes of columns) {
    nodes.forEach((at, place) => {
      boxes.push([at, nodeBox(column + Math.floor(place / MOST_IN_LAYER), place % MOST_IN_LAYER, form)]);
    });
    column += Math.max(1, Math.ceil(nodes.length / MOST_IN_LAYER));
  }
  return ofBoxes(boxes);
};

export const CHIP_GAP = 10;

/** Nodes row by row. */
export const inGrid = (nodes: readonly number[], { columns, rows }: GridShape): Piece => {
  const step = { x: NODE.width + CHIP_GAP, y: NODE.height + CHIP_GAP };
  const boxes = nodes.map((at, place): [number, Box] => [
    at,
    {
      x: (place % columns) * step.x,
      y: Math.floor(place / columns) * step.y,
      width: NODE.width,
      height: NODE.height,
    },
  ]);
  return { ...ofBoxes(boxes), width: columns * step.x - CHIP_GAP, height: rows * step.y - CHIP_GAP };
};

/** The same, in about the form of the screen. */
export const inBlock = (nodes: readonly number[], form: Form): Piece =>
  inGrid(nodes, gridShape(nodes.length, NODE.width / (NODE.height * ASPECT[form])));

/** Rounded up to the next of a few sizes, so that it seldom changes. */
const inSteps = (value: number): number => 1.2 ** Math.ceil(Math.log(value) / Math.log(1.2));

/** Pieces side by side, in order, in rows of at most a width. */
const wrapped = (pieces: readonly Piece[], most: number): Piece => {
  const parts: { piece: Piece; x: number; y: number }[] = [];
  let [x, y, rowHeight] = [0, 0, 0];
  for (const piece of pieces) {
    if (x > 0 && x + piece.width > most) {
      y += rowHeight + FRAME_GAP;
      [x, rowHeight] = [0, 0];
    }
    parts.push({ piece, x, y });
    x += piece.width + FRAME_GAP;
    rowHeight = Math.max(rowHeight, piece.height);
  }
  return joined(parts);
};

/** So few pieces are tried in every way. */
const FEW_PIECES = 10;
/** Less wide than the screen: what lies outside stands beside them. */
const ASPECT_OF_FEW: Readonly<Record<Form, number>> = { wide: 1.28, tall: 0.85 };

/** The ends of the first rows that pieces may make. */
const rowEnds = (pieces: readonly Piece[], widest: number): number[] => {
  let end = -FRAME_GAP;
  return pieces.flatMap(({ width }) => {
    end += width + FRAME_GAP;
    return end >= widest ? [end] : [];
  });
};

/** Pieces in rows that fill a screen of that form: few as large as they can be seen, many in steps of size. */
export const inRows = (pieces: readonly Piece[], form: Form): Piece => {
  const widest = Math.max(0, ...pieces.map(({ width }) => width));
  if (pieces.length <= FEW_PIECES) {
    const sizeOf = ({ width, height }: Piece) => Math.max(width / ASPECT_OF_FEW[form], height);
    const tried = rowEnds(pieces, widest).map((end) => wrapped(pieces, end));
    return tried.reduce((best, each) => (sizeOf(each) < sizeOf(best) ? each : best), wrapped(pieces, widest));
  }
  const area = pieces.reduce((sum, { width, height }) => sum + (width + FRAME_GAP) * (height + FRAME_GAP), 0);
  return wrapped(pieces, Math.max(widest, inSteps(Math.sqrt(Math.max(1, area) * ASPECT[form]))));
};
