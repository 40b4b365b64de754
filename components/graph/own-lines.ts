/** The lines of what is pointed at, each to where it really leads: a line of the whole picture may stand for many. */
import { bundleEdges, type Line } from "./bundle-edges.ts";
import { type RoutedLine, routedLines } from "./routed-lines.ts";
import type { Scene } from "./scene.ts";

interface Own {
  readonly key: string;
  readonly lines: readonly RoutedLine[];
  /** Places of their edges. */
  readonly edges: ReadonlySet<number>;
}

const NONE: Own = { key: "", lines: [], edges: new Set() };

/** Of the last that was pointed at: it is drawn again and again. */
const kept = new WeakMap<readonly Line[], Own>();

/** Accounts and Regions hold everything: a line to one of them tells nothing of a single node. */
const innerFrames = ({ frames }: Scene): ReadonlySet<string> =>
  new Set(
    frames.flatMap(({ cluster }) =>
      cluster.level === "account" || cluster.level === "region" ? [] : [cluster.id],
    ),
  );

/** `pair`: the edge between these two alone. Only of edges that `lines` stand for. */
export const ownLines = (
  scene: Scene,
  lines: readonly Line[],
  pointed: number | null,
  pair: readonly [from: number, to: number] | null,
): Own => {
  if (pointed === null && pair === null) return NONE;
  const key = pair === null ? `${pointed}` : pair.join(" to ");
  const known = kept.get(lines);
  if (known?.key === key) return known;
  const { shown } = scene;
  const edges = lines.flatMap((line) =>
    line.edges.filter((place) => {
      const edge = shown.edges[place];
      if (pair !== null) return edge?.from === pair[0] && edge.to === pair[1];
      return edge?.from === pointed || edge?.to === pointed;
    }),
  );
  const bundled = bundleEdges(
    shown,
    edges.sort((a, b) => a - b),
    innerFrames(scene),
  );
  const own = { key, lines: routedLines(bundled, scene), edges: new Set(edges) };
  kept.set(lines, own);
  return own;
};
