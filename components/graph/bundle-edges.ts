/**
 * What is drawn as one line: an edge, or all edges between a node and what lies in one frame when there are several.
 * So the Internet has one line to a VPC, however many of its stacks it reaches, and one line to a Region when it reaches
 * most of what lies there.
 */
import type { EdgeMark } from "#lib/core/graph/graph.ts";
import { EDGE_MARKS } from "#lib/core/graph/graph.ts";
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";

/** A node of the graph by its place, or a frame by its cluster's id. */
export type LineEnd = number | string;

export interface Line {
  readonly from: LineEnd;
  readonly to: LineEnd;
  /** Places in `ShownGraph.edges`, ascending. */
  readonly edges: readonly number[];
  readonly weight: number;
  readonly marks: readonly EdgeMark[];
  /** Marks that most of it carries. */
  readonly mainly: readonly EdgeMark[];
}

/** Up to here each edge has its own line. */
const FEW_LINES = 40;
const SEVERAL = 2;

const gather = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [item]);
    else list.push(item);
  }
  return [...groups.values()];
};

interface Draft {
  readonly from: LineEnd;
  readonly to: LineEnd;
  readonly edges: readonly number[];
}

const merge = (
  drafts: readonly Draft[],
  keyOf: (draft: Draft) => string,
  end: (draft: Draft) => Draft,
): Draft[] =>
  gather(drafts, keyOf).flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length < SEVERAL) return same;
    return [{ ...end(first), edges: same.flatMap(({ edges }) => edges).sort((a, b) => a - b) }];
  });

type Path = readonly string[];

/** The frames around each end, the outermost first; a frame is the innermost of its own. */
const framePaths = (shown: ShownGraph, frames: ReadonlySet<string>) => {
  const ofNodes = shown.nodes.map(({ within }): Path => within.filter((id) => frames.has(id)));
  const ofFrames = new Map<string, Path>();
  for (const path of ofNodes)
    path.forEach((id, depth) => {
      if (!ofFrames.has(id)) ofFrames.set(id, path.slice(0, depth + 1));
    });
  return (end: LineEnd): Path => (typeof end === "number" ? ofNodes[end] : ofFrames.get(end)) ?? [];
};

/** A line to an account or a Region says that most of it is reached. */
const isWide = (frame: string): boolean => frame.startsWith("account:") || frame.startsWith("region:");

/** Which wide frames a node reaches most of, or is reached from: told by the VPCs in them, or what stands for these. */
const mostReached = (shown: ShownGraph, drafts: readonly Draft[], pathOf: (end: LineEnd) => Path) => {
  const parts = new Map<string, Set<LineEnd>>();
  const reached = new Map<string, Set<LineEnd>>();
  const partOf = (at: number): LineEnd => pathOf(at).find((id) => !isWide(id)) ?? at;
  const note = (sets: Map<string, Set<LineEnd>>, key: string, part: LineEnd) => {
    const known = sets.get(key);
    if (known === undefined) sets.set(key, new Set([part]));
    else known.add(part);
  };
  shown.nodes.forEach((_, at) => {
    for (const id of pathOf(at)) if (isWide(id)) note(parts, id, partOf(at));
  });
  for (const { from, to } of drafts)
    for (const [end, other] of [
      [from, to],
      [to, from],
    ] as const)
      for (const id of pathOf(other))
        if (isWide(id) && typeof other === "number") note(reached, `${end} ${id}`, partOf(other));
  return (end: LineEnd, frame: string): boolean =>
    (reached.get(`${end} ${frame}`)?.size ?? 0) * 2 >= (parts.get(frame)?.size ?? 0);
};

/** `places`: the edges to draw. `frames`: ids of clusters that have a frame. */
export const bundleEdges = (
  shown: ShownGraph,
  places: readonly number[],
  frames: ReadonlySet<string>,
): readonly Line[] => {
  const drafts = places.flatMap((place): Draft[] => {
    const edge = shown.edges[place];
    return edge === undefined ? [] : [{ from: edge.from, to: edge.to, edges: [place] }];
  });
  const asOne = (all: readonly Draft[]): Draft[] => {
    const pathOf = framePaths(shown, frames);
    const reachesMost = mostReached(shown, all, pathOf);
    /** The outermost frame around one end that is not around the other; the end itself where there is none. */
    const outer = (end: LineEnd, other: LineEnd): LineEnd => {
      const around = pathOf(other);
      const own = pathOf(end).filter((id) => !around.includes(id));
      return own.find((id) => !isWide(id) || reachesMost(other, id)) ?? end;
    };
    const toFrames = merge(
      all,
      ({ from, to }) => `${from} > ${outer(to, from)}`,
      (draft) => ({ ...draft, to: outer(draft.to, draft.from) }),
    );
    return merge(
      toFrames,
      ({ from, to }) => `${outer(from, to)} > ${to}`,
      (draft) => ({ ...draft, from: outer(draft.from, draft.to) }),
    );
  };
  return (drafts.length <= FEW_LINES ? drafts : asOne(drafts)).map((draft) => {
    const own = draft.edges.flatMap((place) => shown.edges[place] ?? []);
    return {
      ...draft,
      weight: own.reduce((sum, { weight }) => sum + weight, 0),
      marks: EDGE_MARKS.filter((mark) => own.some(({ marks }) => marks.includes(mark))),
      mainly: EDGE_MARKS.filter(
        (mark) => own.filter(({ mainly }) => mainly.includes(mark)).length * 2 >= own.length,
      ),
    };
  });
};
