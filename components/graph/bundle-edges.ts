/**
 * What is drawn as one line: an edge, or all edges between a node and what lies in one frame when there are several.
 * So the Internet has one line to a VPC, however many of its stacks it reaches, and one line to a Region when it reaches
 * most of what lies there.
 */
import { EDGE_MARKS, type EdgeMark } from "#lib/core/graph/graph.ts";
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";
import { LineEnds } from "./line-ends.ts";

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

interface Draft {
  /** As `LineEnds` counts. */
  readonly from: number;
  readonly to: number;
  readonly edges: readonly number[];
}

/** Those that would end alike are one, where there are several. */
const merged = (drafts: readonly Draft[], count: number, ended: (draft: Draft) => Draft): Draft[] => {
  const alike = new Map<number, { readonly end: Draft; readonly all: Draft[] }>();
  for (const draft of drafts) {
    const end = ended(draft);
    const key = end.from * count + end.to;
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { end, all: [draft] });
    else known.all.push(draft);
  }
  return [...alike.values()].flatMap(({ end, all }) =>
    all.length < SEVERAL ? all : [{ ...end, edges: all.flatMap(({ edges }) => edges).sort((a, b) => a - b) }],
  );
};

const asOne = (drafts: readonly Draft[], ends: LineEnds): Draft[] => {
  const toFrames = merged(drafts, ends.count, (draft) => ({
    ...draft,
    to: ends.outer(draft.to, draft.from),
  }));
  return merged(toFrames, ends.count, (draft) => ({ ...draft, from: ends.outer(draft.from, draft.to) }));
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
  const ends = new LineEnds(
    shown,
    frames,
    drafts.map(({ from, to }) => [from, to]),
  );
  return (drafts.length <= FEW_LINES ? drafts : asOne(drafts, ends)).map(({ from, to, edges }) => {
    const own = edges.flatMap((place) => shown.edges[place] ?? []);
    const carrying = (mark: EdgeMark, which: "marks" | "mainly") =>
      own.reduce((count, edge) => count + (edge[which].includes(mark) ? 1 : 0), 0);
    return {
      from: ends.named(from),
      to: ends.named(to),
      edges,
      weight: own.reduce((sum, { weight }) => sum + weight, 0),
      marks: EDGE_MARKS.filter((mark) => carrying(mark, "marks") > 0),
      mainly: EDGE_MARKS.filter((mark) => carrying(mark, "mainly") * 2 >= own.length),
    };
  });
};
