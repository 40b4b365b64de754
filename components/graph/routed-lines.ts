/** The ways of all lines: they hang on the layout alone, so they are found once for a picture, not in every frame. */
import type { Line } from "./bundle-edges.ts";
import { routeOfLine } from "./draw-line.ts";
import type { Route } from "./edge-route.ts";
import type { Box, Scene } from "./scene.ts";

export interface RoutedLine {
  readonly line: Line;
  readonly route: Route;
  /** Around all of its way. */
  readonly reach: Box;
}

const kept = new WeakMap<readonly Line[], readonly RoutedLine[]>();

export const routedLines = (lines: readonly Line[], scene: Scene): readonly RoutedLine[] => {
  const known = kept.get(lines);
  if (known !== undefined) return known;
  const routed = lines.flatMap((line): RoutedLine[] => {
    const route = routeOfLine(line, scene);
    if (route === null) return [];
    const [x1, y1, cx1, cy1, cx2, cy2, x2, y2] = route.curve;
    const x = Math.min(x1, cx1, cx2, x2);
    const y = Math.min(y1, cy1, cy2, y2);
    const width = Math.max(x1, cx1, cx2, x2) - x + 1;
    const height = Math.max(y1, cy1, cy2, y2) - y + 1;
    return [{ line, route, reach: { x, y, width, height } }];
  });
  kept.set(lines, routed);
  return routed;
};
