/** Layers of nodes that no pattern speaks of: each stands right of whoever may reach it. */

/** Nodes 0 to `count` - 1. Edges that close a circle are left out of account, always the same ones. */
export const layersOf = (
  count: number,
  edges: readonly { readonly from: number; readonly to: number }[],
): number[] => {
  const next: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of edges) if (from !== to) next[from]?.push(to);
  const layer = new Array<number>(count).fill(0);
  const state = new Array<"new" | "open" | "done">(count).fill("new");
  const order: number[] = [];
  const kept: number[][] = Array.from({ length: count }, () => []);
  const visit = (node: number) => {
    state[node] = "open";
    for (const other of next[node] ?? []) {
      if (state[other] === "open") continue;
      kept[node]?.push(other);
      if (state[other] === "new") visit(other);
    }
    state[node] = "done";
    order.push(node);
  };
  for (let node = 0; node < count; node += 1) if (state[node] === "new") visit(node);
  for (const node of order.reverse())
    for (const other of kept[node] ?? []) layer[other] = Math.max(layer[other] ?? 0, (layer[node] ?? 0) + 1);
  return layer;
};
