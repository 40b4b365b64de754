/** The way a line takes between two boxes: out of one side, into the facing one. */
import type { Curve } from "./pen.ts";
import { type Box, centreOf } from "./scene.ts";

export interface Route {
  readonly curve: Curve;
  /** The direction in which it arrives, as a unit vector. */
  readonly arrives: { readonly x: number; readonly y: number };
}

/** An end of a line: a node is met in the middle of a side, a frame wherever the other end stands. */
export interface RouteEnd {
  readonly box: Box;
  readonly isFrame: boolean;
}

const REACH = 0.45;
const LOOP = 26;
/** From the corners of a frame. */
const INSET = 24;

/** The point of a curve after a share of its way, from 0 to 1. */
export const pointOn = ([x1, y1, cx1, cy1, cx2, cy2, x2, y2]: Curve, share: number) => {
  const rest = 1 - share;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * share, 3 * rest * share ** 2, share ** 3];
  return { x: a * x1 + b * cx1 + c * cx2 + d * x2, y: a * y1 + b * cy1 + c * cy2 + d * y2 };
};

const within = (value: number, start: number, length: number): number =>
  length < 2 * INSET ? start + length / 2 : Math.min(start + length - INSET, Math.max(start + INSET, value));

/** Where a line meets one end that comes from another: the height of a side, or the place along a top. */
const meeting = ({ box, isFrame }: RouteEnd, other: RouteEnd) => {
  const [own, there] = [centreOf(box), centreOf(other.box)];
  return isFrame ? { x: within(there.x, box.x, box.width), y: within(there.y, box.y, box.height) } : own;
};

const besideEachOther = (from: RouteEnd, to: RouteEnd, sign: 1 | -1): Route => {
  const [y1, y2] = [meeting(from, to).y, meeting(to, from).y];
  const x1 = centreOf(from.box).x + (sign * from.box.width) / 2;
  const x2 = centreOf(to.box).x - (sign * to.box.width) / 2;
  const bend = sign * Math.max(18, Math.abs(x2 - x1) * REACH);
  return { curve: [x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2], arrives: { x: sign, y: 0 } };
};

const aboveEachOther = (from: RouteEnd, to: RouteEnd, sign: 1 | -1): Route => {
  const [x1, x2] = [meeting(from, to).x, meeting(to, from).x];
  const y1 = centreOf(from.box).y + (sign * from.box.height) / 2;
  const y2 = centreOf(to.box).y - (sign * to.box.height) / 2;
  const bend = sign * Math.max(12, Math.abs(y2 - y1) * REACH);
  // Past a column of boxes, not through it.
  const aside = !from.isFrame && Math.abs(y2 - y1) > from.box.height + 30 ? from.box.width * 0.62 : 0;
  return {
    curve: [x1, y1, x1 + aside, y1 + bend, x2 + aside, y2 - bend, x2, y2],
    arrives: { x: 0, y: sign },
  };
};

const toItself = ({ x, y, width, height }: Box): Route => {
  const right = x + width;
  return {
    curve: [right - 22, y, right - 14, y - LOOP, right + LOOP, y - 4, right, y + height * 0.4],
    arrives: { x: -1, y: 0 },
  };
};

export const edgeRoute = (from: RouteEnd, to: RouteEnd): Route => {
  const [a, b] = [from.box, to.box];
  if (a === b) return toItself(a);
  if (b.x >= a.x + a.width) return besideEachOther(from, to, 1);
  if (a.x >= b.x + b.width) return besideEachOther(from, to, -1);
  return aboveEachOther(from, to, b.y >= a.y ? 1 : -1);
};
