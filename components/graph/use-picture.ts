"use client";

import { useMemo } from "react";
import { type FocusWay, focusOn } from "#lib/core/graph/focus.ts";
import type { AccountGraph, Highlight } from "#lib/core/graph/graph.ts";
import { filterOf, type GraphQuery } from "#lib/core/graph/graph-query.ts";
import { placeOfShown } from "#lib/core/graph/reveal.ts";
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";
import type { Form } from "./arrange.ts";
import type { Picture } from "./draw-graph.ts";
import { linesOf, sceneOf } from "./kept-scenes.ts";
import { levelOf } from "./level-of.ts";
import type { Box } from "./scene.ts";

export interface GraphPicture {
  readonly shown: ShownGraph;
  readonly picture: Omit<Picture, "selected" | "pointed" | "pair">;
  /** The node in focus, by its place in `shown`; null for none, and where it is not shown. */
  readonly focusAt: number | null;
  /** What is worth seeing whole: what is in focus, or everything. */
  readonly fit: Box;
}

const around = (boxes: readonly Box[]): Box | null => {
  const [first] = boxes;
  if (first === undefined) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
};

const NOTHING: Highlight = { nodeIds: [], pairs: [] };

/** What is shown of a graph, where it stands and what stands forward; each step anew only when it must be. */
export const useGraphPicture = (
  graph: AccountGraph,
  query: GraphQuery,
  highlight: Highlight | null,
  form: Form,
): GraphPicture => {
  const { only, port, person, hideInternal, showOutward, focus, way, hops } = query;
  const level = levelOf(graph, query, form);
  const open = query.open.join("~");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fields that filters are made of
  const scene = useMemo(
    () => sceneOf(graph, { filter: filterOf(query), level, open: query.open, form }),
    [graph, only, port, person, hideInternal, showOutward, level, open, form],
  );
  const { shown } = scene;
  const focused = useMemo(() => focusIn(graph, shown, focus, way, hops), [graph, shown, focus, way, hops]);
  const { nodeIds, pairs } = highlight ?? NOTHING;
  return useMemo(() => {
    const placeOf = (id: string) => placeOfShown(graph, shown, id);
    const highlit = new Set(nodeIds.flatMap((id) => placeOf(id) ?? []));
    const ways = new Set(pairs.map(({ from, to }) => `${placeOf(from)} ${placeOf(to)}`));
    const onWay = shown.edges.flatMap(({ from, to }, at) => (ways.has(`${from} ${to}`) ? [at] : []));
    const isAnswer = highlit.size > 0 && focused === null;
    const forward = focused !== null ? new Set(focused.nodes) : isAnswer ? highlit : null;
    const edges = focused?.edges ?? (isAnswer ? onWay : null);
    const forwardBoxes = forward === null ? [] : [...forward].flatMap((at) => scene.boxes[at] ?? []);
    return {
      shown,
      picture: { scene, lines: linesOf(scene, edges), forward, highlit },
      focusAt: focused === null ? null : placeOf(focus),
      fit: around(forwardBoxes) ?? scene.bounds,
    };
  }, [graph, shown, scene, focused, focus, nodeIds, pairs]);
};

const focusIn = (graph: AccountGraph, shown: ShownGraph, id: string, way: FocusWay, hops: number) => {
  const at = id === "" ? null : placeOfShown(graph, shown, id);
  const standing = at === null ? undefined : shown.nodes[at];
  return standing === undefined
    ? null
    : focusOn(shown, standing.id, way, hops === 0 ? Number.POSITIVE_INFINITY : hops);
};
