/** The whole picture, back to front: frames, lines, nodes. How much of it is written depends on how close one is. */
import type { Line } from "./bundle-edges.ts";
import { drawFrame, drawTitle } from "./draw-frame.ts";
import { drawLine, drawLineLabel } from "./draw-line.ts";
import { drawNode } from "./draw-node.ts";
import { ownLines } from "./own-lines.ts";
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
const MOST_OBSTACLES = 400;

const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isLoop = ({ line }: RoutedLine): boolean => line.from === line.to;

/** How strong lines are that are not pointed at: many at once are a texture, few are read one by one. */
const strengthOf = (count: number, isPointed: boolean): number => {
  if (count <= FEW_LINES) return 0.85;
  if (isPointed) return 0.14;
  return count > 200 ? 0.3 : 0.5;
};

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
  const framesInSight = frames.filter((frame) => meets(frame, visible));
  for (const frame of framesInSight) drawFrame(pen, frame, palette);

  const own = ownLines(scene, lines, pointed, pair);
  // Among many, what a pile does within itself is only told of the one that is pointed at.
  const isCrowded = lines.reduce((sum, { edges }) => sum + edges.length, 0) > FEW_LINES;
  const others = routedLines(lines, scene).filter(
    (each) =>
      meets(each.reach, visible) &&
      !(isCrowded && isLoop(each)) &&
      !each.line.edges.every((place) => own.edges.has(place)),
  );
  const ownInSight = own.lines.filter(({ reach }) => meets(reach, visible));
  const isMany = others.length + ownInSight.length > FEW_LINES;
  pen.alpha(strengthOf(others.length + ownInSight.length, own.lines.length > 0));
  for (const { line, route } of others) drawLine(pen, line, route, scene, palette, scale);
  pen.alpha(1);
  for (const { line, route } of ownInSight) drawLine(pen, line, route, scene, palette, scale);

  const titles = framesInSight.flatMap((frame) => drawTitle(pen, frame, palette, scale) ?? []);
  const inSight: Box[] = [];
  boxes.forEach((box, at) => {
    const node = shown.nodes[at];
    if (node === undefined || !meets(box, visible)) return;
    inSight.push(box);
    pen.alpha(forward === null || forward.has(at) ? 1 : FAINT);
    drawNode(pen, node, box, palette, scale, {
      isSelected: at === selected,
      isHighlit: highlit.has(at) || pair?.includes(at) === true,
    });
  });

  pen.alpha(1);
  const taken: Box[] = [...inSight.slice(0, MOST_OBSTACLES), ...titles];
  // Where many lines were made one each, the ports of the few that were not are lost among them.
  const telling = isCrowded ? others.filter(({ line }) => line.edges.length > 1) : others;
  const named = isMany ? ownInSight : [...ownInSight, ...telling];
  for (const { line, route } of named.slice(0, MOST_LABELS)) {
    const place = drawLineLabel(pen, line, route, shown, palette, scale, taken);
    if (place !== null) taken.push(place);
  }
};
