/** The way a line takes between two boxes: out of one side, into the facing one. */
import type { Curve } from "./pen.ts";
import { type Box, centreOf } from "./scene.ts";

export interface Route {
  readonly curve: Curve;
  /** Where its label stands. */
  readonly label: { readonly x: number; readonly y: number };
  /** The direction in which it arrives, as a unit vector. */
  readonly arrives: { readonly x: number; readonly y: number };
}

const REACH = 0.45;
const LOOP = 26;

const middleOf = ([x1, y1, cx1, cy1, cx2, cy2, x2, y2]: Curve) => ({
  x: (x1 + 3 * cx1 + 3 * cx2 + x2) / 8,
  y: (y1 + 3 * cy1 + 3 * cy2 + y2) / 8,
});

const route = (curve: Curve, x: number, y: number): Route => ({
  curve,
  label: middleOf(curve),
  arrives: { x, y },
});

const besideEachOther = (from: Box, to: Box, sign: 1 | -1): Route => {
  const [a, b] = [centreOf(from), centreOf(to)];
  const x1 = a.x + (sign * from.width) / 2;
  const x2 = b.x - (sign * to.width) / 2;
  const bend = sign * Math.max(18, Math.abs(x2 - x1) * REACH);
  return route([x1, a.y, x1 + bend, a.y, x2 - bend, b.y, x2, b.y], sign, 0);
};

const aboveEachOther = (from: Box, to: Box, sign: 1 | -1): Route => {
  const [a, b] = [centreOf(from), centreOf(to)];
  const y1 = a.y + (sign * from.height) / 2;
  const y2 = b.y - (sign * to.height) / 2;
  const bend = sign * Math.max(12, Math.abs(y2 - y1) * REACH);
  // Past a column of boxes, not through it.
  const aside = Math.abs(y2 - y1) > from.height + 30 ? from.width * 0.62 : 0;
  return route([a.x, y1, a.x + aside, y1 + bend, b.x + aside, y2 - bend, b.x, y2], 0, sign);
};

const toItself = ({ x, y, width, height }: Box): Route => {
  const right = x + width;
  return route([right - 22, y, right - 14, y - LOOP, right + LOOP, y - 4, right, y + height * 0.4], -1, 0);
};

export const edgeRoute = (from: Box, to: Box): Route => {
  if (from === to) return toItself(from);
  if (to.x >= from.x + from.width) return besideEachOther(from, to, 1);
  if (from.x >= to.x + to.width) return besideEachOther(from, to, -1);
  return aboveEachOther(from, to, to.y >= from.y ? 1 : -1);
};
