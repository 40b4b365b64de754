/** The whole picture, back to front: frames, lines, nodes. How much of it is written depends on how close one is. */
import type { Line } from "./bundle-edges.ts";
import { drawFrame } from "./draw-frame.ts";
import { drawLine, drawLineLabel } from "./draw-line.ts";
import { drawNode } from "./draw-node.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { type RoutedLine, routedLines } from "./routed-lines.ts";
import type { Box, Scene } from "./scene.ts";

export interface Picture {
  readonly scene: Scene;
  readonly lines: readonly Line[];
  /** Places of nodes that stand forward; null when all do. */
  readonly forward: ReadonlySet<number> | null;
  /** Places of nodes that an answer speaks of. */
  readonly highlit: ReadonlySet<number>;
  readonly selected: number | null;
  /** The node whose own lines stand out: under the pointer, or selected. */
  readonly pointed: number | null;
  /** Two nodes whose edge stands out before all others: of a cell that is pointed at. */
  readonly pair: readonly [from: number, to: number] | null;
}

const FAINT = 0.16;
/** Up to here every line has its label. */
const FEW_LINES = 40;
const MOST_LABELS = 60;

const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** `scale`: pixels for one unit. `visible`: nothing outside it is drawn. */
export const drawGraph = (
  pen: Pen,
  { scene, lines, forward, highlit, selected, pointed, pair }: Picture,
  palette: Palette,
  scale: number,
  visible: Box,
): void => {
  const { shown, boxes, frames } = scene;
  pen.alpha(1);
  const titles = frames.flatMap((frame) =>
    meets(frame, visible) ? (drawFrame(pen, frame, palette, scale) ?? []) : [],
  );

  const routed = routedLines(lines, scene).filter(({ reach }) => meets(reach, visible));
  const around = pointed === null ? [] : (shown.nodes[pointed]?.within ?? []);
  const isOwn = ({ line }: RoutedLine) => {
    if (pair === null) return [line.from, line.to].some((end) => end === pointed);
    const [from, to] = pair;
    return line.edges.some((place) => shown.edges[place]?.from === from && shown.edges[place]?.to === to);
  };
  const isNear = ({ line }: RoutedLine) =>
    [line.from, line.to].some((end) => typeof end === "string" && around.includes(end));
  const own = routed.filter(isOwn);
  const near = own.length > 0 ? [] : routed.filter(isNear);
  const emphasised = new Set([...own, ...near]);
  // Many lines at once are a texture; few are read one by one.
  const isMany = routed.length > FEW_LINES;
  const strength =
    (pointed ?? pair) !== null && isMany ? 0.14 : routed.length > 200 ? 0.3 : isMany ? 0.5 : 0.85;
  for (const each of routed) {
    // A pile's own edges are only seen from close by.
    if (each.line.from === each.line.to && scale < 0.55) continue;
    pen.alpha(emphasised.has(each) ? 1 : strength);
    drawLine(pen, each.line, each.route, scene, palette, scale);
  }

  boxes.forEach((box, at) => {
    const node = shown.nodes[at];
    if (node === undefined || !meets(box, visible)) return;
    pen.alpha(forward === null || forward.has(at) ? 1 : FAINT);
    drawNode(pen, node, box, palette, scale, {
      isSelected: at === selected,
      isHighlit: highlit.has(at) || pair?.includes(at) === true,
    });
  });

  pen.alpha(1);
  // What one points at is told even where it covers the name of a frame.
  const kept = emphasised.size > 0 ? [] : titles;
  const taken: Box[] = [...boxes.filter((box) => meets(box, visible)).slice(0, 400), ...kept];
  const named = isMany ? [...emphasised] : routed;
  for (const { line, route } of named.slice(0, MOST_LABELS)) {
    const place = drawLineLabel(pen, line, route, shown, palette, scale, taken);
    if (place !== null) taken.push(place);
  }
};
