/**
 * What is drawn as one line: an edge, or all edges between a node and what lies in one frame when there are several.
 * So the Internet has one line to a VPC, however many of its stacks it reaches.
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
  const paths = shown.nodes.map(({ within }) => within.filter((id) => frames.has(id)));
  const pathOf = (end: LineEnd): readonly string[] => (typeof end === "number" ? (paths[end] ?? []) : [end]);
  /** The outermost frame around one end that is not around the other; the end itself where there is none. */
  const outer = (end: LineEnd, other: LineEnd): LineEnd => {
    const around = pathOf(other);
    return pathOf(end).find((id) => !around.includes(id)) ?? end;
  };
  const asOne = (all: readonly Draft[]): Draft[] => {
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
