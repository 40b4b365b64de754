/** The whole picture, back to front: frames, lines, nodes. How much of it is written depends on how close one is. */
import type { Line } from "./bundle-edges.ts";
import { drawFrame } from "./draw-frame.ts";
import { drawLine, drawLineLabel, routeOfLine } from "./draw-line.ts";
import { drawNode } from "./draw-node.ts";
import type { Route } from "./edge-route.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
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
}

const FAINT = 0.16;
/** Up to here every line has its label. */
const FEW_LINES = 40;
const MOST_LABELS = 60;

interface Routed {
  readonly line: Line;
  readonly route: Route;
}

const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const hull = (boxes: readonly Box[]): Box => {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
};

/** `scale`: pixels for one unit. `visible`: nothing outside it is drawn. */
export const drawGraph = (
  pen: Pen,
  { scene, lines, forward, highlit, selected, pointed }: Picture,
  palette: Palette,
  scale: number,
  visible: Box,
): void => {
  const { shown, boxes, frames } = scene;
  pen.alpha(1);
  for (const frame of frames) if (meets(frame, visible)) drawFrame(pen, frame, palette, scale);

  const routed = lines.flatMap((line): Routed[] => {
    const route = routeOfLine(line, scene);
    if (route === null) return [];
    const [x1, y1, cx1, cy1, cx2, cy2, x2, y2] = route.curve;
    const reach = hull([
      { x: x1, y: y1, width: 1, height: 1 },
      { x: cx1, y: cy1, width: 1, height: 1 },
      { x: cx2, y: cy2, width: 1, height: 1 },
      { x: x2, y: y2, width: 1, height: 1 },
    ]);
    return meets(reach, visible) ? [{ line, route }] : [];
  });
  const around = pointed === null ? [] : (shown.nodes[pointed]?.within ?? []);
  const isOwn = ({ line }: Routed) => [line.from, line.to].some((end) => end === pointed);
  const isNear = ({ line }: Routed) =>
    [line.from, line.to].some((end) => typeof end === "string" && around.includes(end));
  const own = routed.filter(isOwn);
  const near = own.length > 0 ? [] : routed.filter(isNear);
  // Many lines at once are a texture; few are read one by one.
  const isMany = routed.length > FEW_LINES;
  const strength = pointed !== null && isMany ? 0.14 : routed.length > 200 ? 0.3 : isMany ? 0.5 : 0.85;
  for (const each of routed) {
    // A pile's own edges are only seen from close by.
    if (each.line.from === each.line.to && scale < 0.55) continue;
    pen.alpha(own.includes(each) || near.includes(each) ? 1 : strength);
    drawLine(pen, each.line, each.route, scene, palette, scale);
  }

  boxes.forEach((box, at) => {
    const node = shown.nodes[at];
    if (node === undefined || !meets(box, visible)) return;
    pen.alpha(forward === null || forward.has(at) ? 1 : FAINT);
    drawNode(pen, node, box, palette, scale, { isSelected: at === selected, isHighlit: highlit.has(at) });
  });

  pen.alpha(1);
  const taken: Box[] = boxes.filter((box) => meets(box, visible)).slice(0, 400);
  const named = isMany ? [...own, ...near] : routed;
  for (const { line, route } of named.slice(0, MOST_LABELS)) {
    const place = drawLineLabel(pen, line, route, shown, palette, scale, taken);
    if (place !== null) taken.push(place);
  }
};
