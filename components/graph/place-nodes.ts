/**
 * The layout: what lies outside in a column at the left, then a frame for each open cluster. Tiers stand in layers from
 * left to right as in their pattern, doors below them; everything else by who reaches whom; closed stacks in a grid by
 * name. No chance and no memory: the same graph has the same places in every look, and what is new moves only what
 * stands after it in its own frame.
 */
import type { Cluster } from "#lib/core/graph/clusters.ts";
import type { ShownGraph, ShownNode } from "#lib/core/graph/shown-graph.ts";
import {
  CHIP_GAP,
  type Form,
  FRAME_GAP,
  inBlock,
  inColumns,
  inGrid,
  inRows,
  MOST_IN_LAYER,
} from "./arrange.ts";
import { layersOf } from "./layers.ts";
import { joined, ofBoxes, type Piece, placed } from "./piece.ts";
import { type Box, NODE, type Scene } from "./scene.ts";

const PADDING = 14;
const HEADER = 26;

/** Made once: a comparison that asks for its own is many times slower. */
const byLabel = new Intl.Collator("en", { numeric: true }).compare;

interface Named {
  readonly id: string;
  readonly label: string;
}

const byName = (a: Named, b: Named): number => byLabel(a.label, b.label) || (a.id < b.id ? -1 : 1);

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
  readonly form: Form;
  /** Ids of the frames around each node, the outermost first. */
  readonly paths: readonly (readonly string[])[];
  readonly open: ReadonlyMap<string, Cluster>;
  /** Whom each node may reach, ascending. */
  readonly next: readonly (readonly number[])[];
}

/** Nodes that lie directly in one frame, or in none. */
const placeLeaves = ({ shown, next, form }: Nest, nodes: readonly number[]): Piece => {
  const nodeAt = (at: number) => shown.nodes[at];
  const sorted = [...nodes].sort((a, b) => {
    const [left, right] = [nodeAt(a), nodeAt(b)];
    return left === undefined || right === undefined ? 0 : byName(left, right);
  });
  const isChip = (at: number) => nodeAt(at)?.kind === "cluster" && nodeAt(at)?.level !== "tier";
  if (sorted.some(isChip)) return inBlock(sorted, form);
  const partOf = (at: number) => nodeAt(at)?.plays ?? null;
  const isDoor = (at: number) => (partOf(at)?.role ?? "workload") !== "workload";
  if (sorted.every((at) => partOf(at) !== null)) {
    const workload = inColumns(
      grouped(
        sorted.filter((at) => !isDoor(at)),
        (at) => partOf(at)?.order ?? 0,
      ),
      form,
    );
    const doors = inColumns(
      sorted.filter(isDoor).map((at) => [at]),
      form,
    );
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
  if (inner.every(({ from, to }) => from === to) && sorted.length > MOST_IN_LAYER)
    return inBlock(sorted, form);
  const layers = layersOf(sorted.length, inner);
  return inColumns(
    grouped(sorted, (at) => layers[places.get(at) ?? 0] ?? 0),
    form,
  );
};

const framed = (cluster: Cluster, inner: Piece, label: number): Piece => ({
  width: Math.max(inner.width, label) + PADDING * 2,
  height: inner.height + PADDING * 2 + HEADER,
  boxes: [],
  frame: cluster,
  parts: [{ piece: inner, x: PADDING, y: PADDING + HEADER }],
});

/** From so many VPCs on, lines lead to their Region instead of to each of them. */
const MANY_PARTS = 4;

/**
 * One account alone needs no frame to tell it from others, nor does one Region of a few VPCs, nor one group that says
 * where it belongs. `parts`: what lies directly in it.
 */
const needsFrame = (cluster: Cluster, siblings: number, parts: number): boolean => {
  if (cluster.level === "stack") return cluster.size > 1;
  if (siblings > 1) return true;
  if (cluster.level === "region") return parts >= MANY_PARTS;
  return cluster.level !== "account" && cluster.level !== "outside";
};

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
    const own = inner.get(cluster.id) ?? [];
    const piece = placeWithin(nest, own, depth + 1);
    const parts = new Set(own.map((at) => nest.paths[at]?.[depth + 1] ?? at)).size;
    return needsFrame(cluster, open.length, parts)
      ? framed(cluster, piece, cluster.label.length * CHARACTER)
      : piece;
  });
  if (leaves.length === 0) return inRows(frames, nest.form);
  const own = placeLeaves(nest, leaves);
  if (frames.length === 0) return own;
  const rest = inRows(frames, nest.form);
  return joined([
    { piece: own, x: 0, y: 0 },
    { piece: rest, x: 0, y: own.height + FRAME_GAP },
  ]);
};

/** Room for the lines that come in from outside, and what is written on them. */
const OUTSIDE_GAP = { wide: 160, tall: 64 } as const;

/** Beside a large picture, which is seen from afar, there is room for whole names. */
const LARGE = 1_200;
const WIDE_NAME = 300;

const withRoomForNames = (piece: Piece): Piece =>
  ofBoxes(piece.boxes.map(([at, box]) => [at, { ...box, width: WIDE_NAME }]));

/** What lies outside stands left of all else; above it where the screen is tall. */
const besideOutside = (outside: readonly number[], inside: Piece, form: Form): Piece => {
  const gap = OUTSIDE_GAP[form];
  if (outside.length === 0) return inside;
  if (form === "tall") {
    const most = Math.max(2, Math.floor((inside.width + CHIP_GAP) / (NODE.width + CHIP_GAP)));
    const columns = Math.min(most, outside.length);
    const above = inGrid(outside, { columns, rows: Math.ceil(outside.length / columns) });
    return joined([
      { piece: above, x: Math.max(0, (inside.width - above.width) / 2), y: 0 },
      { piece: inside, x: Math.max(0, (above.width - inside.width) / 2), y: above.height + gap },
    ]);
  }
  const column = inColumns([outside], form);
  const isOneColumn = column.width === NODE.width;
  const left = isOneColumn && inside.height > LARGE ? withRoomForNames(column) : column;
  const height = Math.max(left.height, inside.height);
  return joined([
    { piece: left, x: 0, y: (height - left.height) / 2 },
    { piece: inside, x: left.width + gap, y: (height - inside.height) / 2 },
  ]);
};

export const placeNodes = (shown: ShownGraph, form: Form = "wide"): Scene => {
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
  const next: number[][] = shown.nodes.map(() => []);
  for (const { from, to } of shown.edges) next[from]?.push(to);
  const nest: Nest = {
    shown,
    form,
    next,
    paths: shown.nodes.map(framesAround),
    open: new Map(shown.open.map((cluster) => [cluster.id, cluster])),
  };
  const inside = placeWithin(
    nest,
    all.filter((at) => !isOutside(at)),
    0,
  );
  const whole = besideOutside(all.filter(isOutside), inside, form);
  const { boxes, frames } = placed(whole);
  const none: Box = { x: 0, y: 0, width: 0, height: 0 };
  return {
    shown,
    boxes: all.map((at) => boxes.get(at) ?? none),
    frames,
    bounds: { x: 0, y: 0, width: whole.width, height: whole.height },
  };
};
