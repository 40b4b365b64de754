/** What is shown of a graph and where it stands. The last few are kept: people go back and forth between filters. */
import type { Level } from "#lib/core/graph/clusters.ts";
import type { AccountGraph } from "#lib/core/graph/graph.ts";
import { filterGraph, type GraphFilter } from "#lib/core/graph/graph-part.ts";
import { showGraph } from "#lib/core/graph/shown-graph.ts";
import type { Form } from "./arrange.ts";
import { bundleEdges, type Line } from "./bundle-edges.ts";
import { placeNodes } from "./place-nodes.ts";
import type { Scene } from "./scene.ts";

interface Shown {
  readonly filter: GraphFilter;
  readonly level: Level;
  /** Ids of clusters that are turned the other way than `level` says. */
  readonly open: readonly string[];
  readonly form: Form;
}

const MOST_KEPT = 6;
const kept = new WeakMap<AccountGraph, Map<string, Scene>>();

export const sceneOf = (graph: AccountGraph, shown: Shown): Scene => {
  const scenes = kept.get(graph) ?? new Map<string, Scene>();
  kept.set(graph, scenes);
  const key = JSON.stringify(shown);
  const { filter, level, open, form } = shown;
  const scene =
    scenes.get(key) ?? placeNodes(showGraph(graph, filterGraph(graph, filter), level, new Set(open)), form);
  // Last used, last dropped.
  scenes.delete(key);
  scenes.set(key, scene);
  const [oldest] = scenes.keys();
  if (scenes.size > MOST_KEPT && oldest !== undefined) scenes.delete(oldest);
  return scene;
};

const keptLines = new WeakMap<Scene, readonly Line[]>();

/** The lines of everything that is shown. `edges`: of these alone. */
export const linesOf = (scene: Scene, edges: readonly number[] | null): readonly Line[] => {
  const known = edges === null ? keptLines.get(scene) : undefined;
  if (known !== undefined) return known;
  const frames = new Set(scene.frames.map(({ cluster }) => cluster.id));
  const lines = bundleEdges(scene.shown, edges ?? scene.shown.edges.map((_, at) => at), frames);
  if (edges === null) keptLines.set(scene, lines);
  return lines;
};
