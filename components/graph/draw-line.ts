/** A line between two ends: the hue of where it comes from, as thick as it serves interfaces, dashed where not as meant. */

import { portLabel } from "#lib/core/graph/short-services.ts";
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";
import { NO_SERVICES, servicesOf } from "#lib/core/net/service-set.ts";
import type { Line, LineEnd } from "./bundle-edges.ts";
import { edgeRoute, pointOn, type Route, type RouteEnd } from "./edge-route.ts";
import { drawMark } from "./mark-look.ts";
import { hueOf, type Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import type { Box, Scene } from "./scene.ts";
import { monoWidth } from "./text-width.ts";

const kept = new WeakMap<Scene["frames"], ReadonlyMap<string, Box>>();

const frameById = (frames: Scene["frames"]): ReadonlyMap<string, Box> => {
  const known = kept.get(frames);
  if (known !== undefined) return known;
  const byId = new Map(frames.map((frame) => [frame.cluster.id, frame]));
  kept.set(frames, byId);
  return byId;
};

const endOf = (end: LineEnd, { boxes, frames }: Scene): RouteEnd | null => {
  const isFrame = typeof end === "string";
  const box = isFrame ? frameById(frames).get(end) : boxes[end];
  return box === undefined ? null : { box, isFrame };
};

export const routeOfLine = (line: Line, scene: Scene): Route | null => {
  const [from, to] = [endOf(line.from, scene), endOf(line.to, scene)];
  return from === null || to === null ? null : edgeRoute(from, to);
};

const colourOf = (line: Line, { shown }: Scene, palette: Palette): string => {
  if (line.mainly.includes("exposed")) return palette.exposed;
  if (line.mainly.includes("drift")) return palette.drift;
  const from = typeof line.from === "number" ? shown.nodes[line.from] : undefined;
  return palette.hues[hueOf(from?.plays?.tier ?? null)].strong;
};

const DASHES = [7, 4];
const DOTS = [1.5, 4];

const dashOf = ({ mainly }: Line): readonly number[] | undefined => {
  if (mainly.includes("drift")) return DASHES;
  return mainly.includes("unknown") ? DOTS : undefined;
};

const ARROW = 7;

export const drawLine = (
  pen: Pen,
  line: Line,
  { curve, arrives }: Route,
  scene: Scene,
  palette: Palette,
  scale: number,
): void => {
  const colour = colourOf(line, scene, palette);
  // Never thinner than most of a pixel, nor so thick that it hides what it leads to.
  const width = Math.max(0.8 / scale, Math.min(5, 1 + Math.log2(1 + line.weight) * 0.32));
  const dash = dashOf(line);
  pen.curve(curve, { colour, width, ...(dash === undefined ? {} : { dash }) });
  const [x, y] = [curve[6], curve[7]];
  const { x: dx, y: dy } = arrives;
  const size = Math.max(ARROW, 3 / scale);
  pen.polygon(
    [
      x,
      y,
      x - dx * size - dy * size * 0.5,
      y - dy * size + dx * size * 0.5,
      x - dx * size + dy * size * 0.5,
      y - dy * size - dx * size * 0.5,
    ],
    colour,
  );
};

const services = (line: Line, shown: ShownGraph, which: "possibly" | "missing") =>
  line.edges.length === 1
    ? (shown.edges[line.edges[0] ?? -1]?.[which] ?? NO_SERVICES)
    : servicesOf(line.edges.flatMap((at) => shown.edges[at]?.[which] ?? []));

/** What is written on a line: the ports in short form, and what is not as it should be. */
export const lineWords = (line: Line, shown: ShownGraph): string => {
  // Of many edges at once their number says more than their ports.
  const most = line.edges.length > 1 ? 1 : 3;
  const open = portLabel(services(line, shown, "possibly"), most);
  const missing = portLabel(services(line, shown, "missing"), most);
  const isStray = line.marks.includes("drift") && missing === "";
  return [
    line.edges.length > 1 ? `${line.edges.length} edges` : "",
    open,
    missing === "" ? "" : `missing ${missing}`,
    isStray && line.mainly.includes("drift") ? "out of line" : "",
    line.marks.includes("unknown") ? "unknown" : "",
  ]
    .filter((word) => word !== "")
    .join(" · ");
};

const SIZE = 10.5;
const LEAST_PIXELS = 6;

const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Shares of a line's way where its label may stand, the best first. */
const SHARES = [0.5, 0.38, 0.62, 0.27, 0.73];

/** Where it was written; null where there was no room. */
export const drawLineLabel = (
  pen: Pen,
  line: Line,
  { curve }: Route,
  shown: ShownGraph,
  palette: Palette,
  scale: number,
  taken: readonly Box[],
): Box | null => {
  if (SIZE * scale < LEAST_PIXELS) return null;
  const words = lineWords(line, shown);
  const mark = (["exposed", "drift", "unknown"] as const).find((each) => line.marks.includes(each));
  const markWidth = mark === undefined ? 0 : 13;
  const width = monoWidth(words, SIZE) + 10 + markWidth;
  const place = (words === "" ? [] : SHARES)
    .map((share) => pointOn(curve, share))
    .find(({ x, y }) => {
      const box = { x: x - width / 2, y: y - 8, width, height: 16 };
      return !taken.some((other) => meets(other, box));
    });
  if (place === undefined) return null;
  const box = { x: place.x - width / 2, y: place.y - 8, width, height: 16 };
  pen.rectangle(box, 4, palette.panel, { colour: palette.line, width: 0.8 });
  if (mark !== undefined) drawMark(pen, mark, box.x + 10, place.y, 8, palette);
  pen.text(box.x + 5 + markWidth, place.y, words, {
    colour: palette.ink,
    size: SIZE,
    weight: 400,
    anchor: "start",
    mono: true,
  });
  return box;
};
