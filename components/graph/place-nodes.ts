/**
 * The layout: what lies outside in a column at the left, then a frame for each open cluster. Tiers stand in layers from
 * left to right as in their pattern, doors below them; everything else by who reaches whom; closed stacks in a grid by
 * name. No chance and no memory: the same graph has the same places in every look, and what is new moves only what
 * stands after it in its own frame.
 */
import type { Cluster } from "#lib/core/graph/clusters.ts";
import type { ShownGraph, ShownNode } from "#lib/core/graph/shown-graph.ts";
import { gridShape } from "./grid.ts";
import { layersOf } from "./layers.ts";
import { joined, ofBoxes, type Piece, placed } from "./piece.ts";
import { type Box, NODE, type Scene } from "./scene.ts";

const PADDING = 14;
const HEADER = 26;
const FRAME_GAP = 22;
/** Wider than high, as screens are. */
const SCREEN = 1.7;
const MOST_IN_LAYER = 14;

/** Made once: a comparison that asks for its own is many times slower. */
const byLabel = new Intl.Collator("en", { numeric: true }).compare;

interface Named {
  readonly id: string;
  readonly label: string;
}

const byName = (a: Named, b: Named): number => byLabel(a.label, b.label) || (a.id < b.id ? -1 : 1);

const nodeBox = (column: number, row: number): Box => ({
  x: column * (NODE.width + NODE.gapX),
  y: row * (NODE.height + NODE.gapY),
  width: NODE.width,
  height: NODE.height,
});

/** Columns of nodes, each from the top; a column that is too long goes on beside itself. */
const inColumns = (columns: readonly (readonly number[])[]): Piece => {
  const boxes: [number, Box][] = [];
  let column = 0;
  for (const nodes of columns) {
    nodes.forEach((at, place) => {
      boxes.push([at, nodeBox(column + Math.floor(place / MOST_IN_LAYER), place % MOST_IN_LAYER)]);
    });
    column += Math.max(1, Math.ceil(nodes.length / MOST_IN_LAYER));
  }
  return ofBoxes(boxes);
};

/** Things of one size, row by row. */
const CHIP_GAP = 10;
const inGrid = (nodes: readonly number[]): Piece => {
  const { columns, rows } = gridShape(nodes.length, NODE.width / (NODE.height * SCREEN));
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

const grouped = <Item>(items: readonly Item[], keyOf: (item: Item) => number): Item[][] => {
  const groups = new Map<number, Item[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known === undefined) groups.set(keyOf(item), [item]);
    else known.push(item);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, list]) => list);
};

interface Nest {
  readonly shown: ShownGraph;
  /** Ids of the frames around each node, the outermost first. */
  readonly paths: readonly (readonly string[])[];
  readonly open: ReadonlyMap<string, Cluster>;
  /** Whom each node may reach, ascending. */
  readonly next: readonly (readonly number[])[];
}

/** Nodes that lie directly in one frame, or in none. */
const placeLeaves = ({ shown, next }: Nest, nodes: readonly number[]): Piece => {
  const nodeAt = (at: number) => shown.nodes[at];
  const sorted = [...nodes].sort((a, b) => {
    const [left, right] = [nodeAt(a), nodeAt(b)];
    return left === undefined || right === undefined ? 0 : byName(left, right);
  });
  const isChip = (at: number) => nodeAt(at)?.kind === "cluster" && nodeAt(at)?.level !== "tier";
  if (sorted.some(isChip)) return inGrid(sorted);
  const partOf = (at: number) => nodeAt(at)?.plays ?? null;
  const isDoor = (at: number) => (partOf(at)?.role ?? "workload") !== "workload";
  if (sorted.every((at) => partOf(at) !== null)) {
    const workload = inColumns(
      grouped(
        sorted.filter((at) => !isDoor(at)),
        (at) => partOf(at)?.order ?? 0,
      ),
    );
    const doors = inColumns(sorted.filter(isDoor).map((at) => [at]));
    const below = workload.height === 0 ? 0 : workload.height + NODE.gapY + 12;
    return joined([
      { piece: workload, x: 0, y: 0 },
      { piece: doors, x: 0, y: below },
    ]);
  }
  const places = new Map(sorted.map((at, place) => [at, place]));
  const inner = sorted.flatMap((at, from) =>
    (next[at] ?? []).flatMap((other) => {
      const to = places.get(other);
      return to === undefined ? [] : [{ from, to }];
    }),
  );
  if (inner.every(({ from, to }) => from === to) && sorted.length > MOST_IN_LAYER) return inGrid(sorted);
  const layers = layersOf(sorted.length, inner);
  return inColumns(grouped(sorted, (at) => layers[places.get(at) ?? 0] ?? 0));
};

/** Rounded up to the next of a few sizes, so that it seldom changes. */
const inSteps = (value: number): number => 1.2 ** Math.ceil(Math.log(value) / Math.log(1.2));

/** Pieces side by side in rows as wide as a screen of them, in order. */
const inRows = (pieces: readonly Piece[], gap: number): Piece => {
  const area = pieces.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = Math.max(0, ...pieces.map(({ width }) => width));
  const most = Math.max(widest, inSteps(Math.sqrt(Math.max(1, area) * SCREEN)));
  const parts: { piece: Piece; x: number; y: number }[] = [];
  let [x, y, rowHeight] = [0, 0, 0];
  for (const piece of pieces) {
    if (x > 0 && x + piece.width > most) {
      y += rowHeight + gap;
      [x, rowHeight] = [0, 0];
    }
    parts.push({ piece, x, y });
    x += piece.width + gap;
    rowHeight = Math.max(rowHeight, piece.height);
  }
  return joined(parts);
};

const framed = (cluster: Cluster, inner: Piece, label: number): Piece => ({
  width: Math.max(inner.width, label) + PADDING * 2,
  height: inner.height + PADDING * 2 + HEADER,
  boxes: [],
  frame: cluster,
  parts: [{ piece: inner, x: PADDING, y: PADDING + HEADER }],
});

/** One account or Region alone needs no frame to tell it from others. */
const needsFrame = (cluster: Cluster, siblings: number): boolean =>
  siblings > 1 || (cluster.level !== "account" && cluster.level !== "region" && cluster.level !== "outside");

const CHARACTER = 7.2;

/** A tier is a layer of its stack, never a frame in it. */
const framesAround = ({ within }: ShownNode): readonly string[] =>
  within.filter((id) => !id.startsWith("tier:"));

const placeWithin = (nest: Nest, nodes: readonly number[], depth: number): Piece => {
  const leaves: number[] = [];
  const inner = new Map<string, number[]>();
  for (const at of nodes) {
    const id = nest.paths[at]?.[depth];
    const list = id === undefined ? leaves : inner.get(id);
    if (list === undefined) inner.set(id ?? "", [at]);
    else list.push(at);
  }
  const open = [...inner.keys()].flatMap((id) => nest.open.get(id) ?? []).sort(byName);
  const frames = open.map((cluster) => {
    const piece = placeWithin(nest, inner.get(cluster.id) ?? [], depth + 1);
    return needsFrame(cluster, open.length)
      ? framed(cluster, piece, cluster.label.length * CHARACTER)
      : piece;
  });
  if (leaves.length === 0) return inRows(frames, FRAME_GAP);
  const own = placeLeaves(nest, leaves);
  if (frames.length === 0) return own;
  const rest = inRows(frames, FRAME_GAP);
  return joined([
    { piece: own, x: 0, y: 0 },
    { piece: rest, x: 0, y: own.height + FRAME_GAP },
  ]);
};

const OUTSIDE_GAP = 110;

export const placeNodes = (shown: ShownGraph): Scene => {
  const all = shown.nodes.map((_, at) => at);
  const isOutside = (at: number) => {
    const node = shown.nodes[at];
    return (
      node !== undefined &&
      (node.level === "outside" ||
        node.level === "person" ||
        (node.kind !== "group" && node.kind !== "cluster"))
    );
  };
  const outsideNodes = all.filter(isOutside);
  const outside = inColumns([outsideNodes]);
  const next: number[][] = shown.nodes.map(() => []);
  for (const { from, to } of shown.edges) next[from]?.push(to);
  const nest: Nest = {
    shown,
    next,
    paths: shown.nodes.map(framesAround),
    open: new Map(shown.open.map((cluster) => [cluster.id, cluster])),
  };
  const inside = placeWithin(
    nest,
    all.filter((at) => !isOutside(at)),
    0,
  );
  const left = outsideNodes.length === 0 ? 0 : outside.width + OUTSIDE_GAP;
  const height = Math.max(outside.height, inside.height);
  const { boxes, frames } = placed(
    joined([
      { piece: outside, x: 0, y: (height - outside.height) / 2 },
      { piece: inside, x: left, y: (height - inside.height) / 2 },
    ]),
  );
  const none: Box = { x: 0, y: 0, width: 0, height: 0 };
  return {
    shown,
    boxes: all.map((at) => boxes.get(at) ?? none),
    frames,
    bounds: { x: 0, y: 0, width: left + inside.width, height },
  };
};
