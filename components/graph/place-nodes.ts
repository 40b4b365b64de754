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
import { type Box, type Frame, NODE, type Scene } from "./scene.ts";

/** A piece of the picture whose places count from its own corner. */
interface Piece {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<number, Box>;
  readonly frames: readonly Frame[];
}

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

const moved = (piece: Piece, x: number, y: number): Piece => ({
  ...piece,
  boxes: new Map([...piece.boxes].map(([at, box]) => [at, { ...box, x: box.x + x, y: box.y + y }])),
  frames: piece.frames.map((frame) => ({ ...frame, x: frame.x + x, y: frame.y + y })),
});

const joined = (pieces: readonly Piece[]): Piece => ({
  width: Math.max(
    0,
    ...pieces.flatMap(({ boxes, frames }) => [...boxes.values(), ...frames].map((box) => box.x + box.width)),
  ),
  height: Math.max(
    0,
    ...pieces.flatMap(({ boxes, frames }) => [...boxes.values(), ...frames].map((box) => box.y + box.height)),
  ),
  boxes: new Map(pieces.flatMap(({ boxes }) => [...boxes])),
  frames: pieces.flatMap(({ frames }) => frames),
});

const nodeBox = (column: number, row: number): Box => ({
  x: column * (NODE.width + NODE.gapX),
  y: row * (NODE.height + NODE.gapY),
  width: NODE.width,
  height: NODE.height,
});

/** Columns of nodes, each from the top; a column that is too long goes on beside itself. */
const inColumns = (columns: readonly (readonly number[])[]): Piece => {
  const boxes = new Map<number, Box>();
  let column = 0;
  for (const nodes of columns) {
    nodes.forEach((at, place) => {
      boxes.set(at, nodeBox(column + Math.floor(place / MOST_IN_LAYER), place % MOST_IN_LAYER));
    });
    column += Math.max(1, Math.ceil(nodes.length / MOST_IN_LAYER));
  }
  return joined([{ width: 0, height: 0, boxes, frames: [] }]);
};

/** Things of one size, row by row. */
const CHIP_GAP = 10;
const inGrid = (nodes: readonly number[]): Piece => {
  const { columns, rows } = gridShape(nodes.length, NODE.width / (NODE.height * SCREEN));
  const step = { x: NODE.width + CHIP_GAP, y: NODE.height + CHIP_GAP };
  const boxes = new Map(
    nodes.map((at, place): [number, Box] => [
      at,
      {
        x: (place % columns) * step.x,
        y: Math.floor(place / columns) * step.y,
        width: NODE.width,
        height: NODE.height,
      },
    ]),
  );
  return { width: columns * step.x - CHIP_GAP, height: rows * step.y - CHIP_GAP, boxes, frames: [] };
};

const grouped = <Item>(items: readonly Item[], keyOf: (item: Item) => number): Item[][] => {
  const groups = new Map<number, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups].sort(([a], [b]) => a - b).map(([, list]) => list);
};

/** Nodes that lie directly in one frame, or in none. */
const placeLeaves = (shown: ShownGraph, nodes: readonly number[]): Piece => {
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
    return joined([workload, moved(doors, 0, below)]);
  }
  const places = new Map(sorted.map((at, place) => [at, place]));
  const inner = shown.edges.flatMap(({ from, to }) => {
    const [a, b] = [places.get(from), places.get(to)];
    return a === undefined || b === undefined ? [] : [{ from: a, to: b }];
  });
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
  const placed: Piece[] = [];
  let [x, y, rowHeight] = [0, 0, 0];
  for (const piece of pieces) {
    if (x > 0 && x + piece.width > most) {
      y += rowHeight + gap;
      [x, rowHeight] = [0, 0];
    }
    placed.push(moved(piece, x, y));
    x += piece.width + gap;
    rowHeight = Math.max(rowHeight, piece.height);
  }
  const all = joined(placed);
  return { ...all, height: y + rowHeight };
};

const framed = (cluster: Cluster, inner: Piece, label: number): Piece => {
  const width = Math.max(inner.width, label) + PADDING * 2;
  const height = inner.height + PADDING * 2 + HEADER;
  const { boxes, frames } = moved(inner, PADDING, PADDING + HEADER);
  return { width, height, boxes, frames: [{ cluster, x: 0, y: 0, width, height }, ...frames] };
};

/** One account or Region alone needs no frame to tell it from others. */
const needsFrame = (cluster: Cluster, siblings: number): boolean =>
  siblings > 1 || (cluster.level !== "account" && cluster.level !== "region" && cluster.level !== "outside");

const CHARACTER = 7.2;

/** A tier is a layer of its stack, never a frame in it. */
const framesAround = ({ within }: ShownNode): readonly string[] =>
  within.filter((id) => !id.startsWith("tier:"));

const placeWithin = (shown: ShownGraph, nodes: readonly number[], depth: number): Piece => {
  const pathOf = (at: number) => {
    const node = shown.nodes[at];
    return node === undefined ? [] : framesAround(node);
  };
  const leaves = nodes.filter((at) => pathOf(at)[depth] === undefined);
  const inner = new Map<string, number[]>();
  for (const at of nodes) {
    const id = pathOf(at)[depth];
    if (id === undefined) continue;
    const list = inner.get(id);
    if (list === undefined) inner.set(id, [at]);
    else list.push(at);
  }
  const open = shown.open.filter(({ id }) => inner.has(id)).sort(byName);
  const frames = open.map((cluster) => {
    const piece = placeWithin(shown, inner.get(cluster.id) ?? [], depth + 1);
    return needsFrame(cluster, open.length)
      ? framed(cluster, piece, cluster.label.length * CHARACTER)
      : piece;
  });
  if (leaves.length === 0) return inRows(frames, FRAME_GAP);
  const own = placeLeaves(shown, leaves);
  if (frames.length === 0) return own;
  const rest = inRows(frames, FRAME_GAP);
  return joined([own, moved(rest, 0, own.height + FRAME_GAP)]);
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
  const inside = placeWithin(
    shown,
    all.filter((at) => !isOutside(at)),
    0,
  );
  const left = outsideNodes.length === 0 ? 0 : outside.width + OUTSIDE_GAP;
  const height = Math.max(outside.height, inside.height);
  const whole = joined([
    moved(outside, 0, (height - outside.height) / 2),
    moved(inside, left, (height - inside.height) / 2),
  ]);
  const none: Box = { x: 0, y: 0, width: 0, height: 0 };
  return {
    shown,
    boxes: all.map((at) => whole.boxes.get(at) ?? none),
    frames: whole.frames,
    bounds: { x: 0, y: 0, width: left + inside.width, height },
  };
};
