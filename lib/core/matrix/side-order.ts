/**
 * The order of a matrix's sides: what lies outside first, then account by account, Region, VPC and stack, and within a
 * stack its tiers in the order of their pattern. So whoever belongs together stands together, and what a stack permits
 * within itself is a block on the diagonal. What is in no stack comes after the stacks of its VPC.
 */
import type { ShownNode } from "#lib/core/graph/shown-graph.ts";

interface Key {
  readonly isOutside: boolean;
  /** Ids of the clusters it lies in or is, down to its stack. */
  readonly path: readonly string[];
  readonly tier: number;
  readonly label: string;
}

const keyOf = ({ id, kind, level, label, within, plays }: ShownNode): Key => ({
  isOutside: kind === "cluster" ? level === "outside" || level === "person" : kind !== "group",
  path: (kind === "cluster" ? [...within, id] : within).filter((each) => !each.startsWith("tier:")),
  tier: plays?.order ?? Number.POSITIVE_INFINITY,
  label,
});

const ofText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isNoStack = (id: string): boolean => id.startsWith("stack:") && id.endsWith("/");

const ofPaths = (a: readonly string[], b: readonly string[]): number => {
  for (const [depth, step] of a.entries()) {
    const other = b[depth];
    if (other === undefined) return 1;
    if (step !== other) return Number(isNoStack(step)) - Number(isNoStack(other)) || ofText(step, other);
  }
  return a.length - b.length;
};

/** Places in `nodes`, all of them, in the order of a side. Those outside stay in the order they came in. */
export const sideOrder = (nodes: readonly ShownNode[]): readonly number[] => {
  const keys = nodes.map((node, place) => ({ place, ...keyOf(node) }));
  return keys
    .sort(
      (a, b) =>
        Number(b.isOutside) - Number(a.isOutside) ||
        (a.isOutside
          ? 0
          : ofPaths(a.path, b.path) ||
            (a.tier === b.tier ? 0 : a.tier - b.tier) ||
            ofText(a.label, b.label)) ||
        a.place - b.place,
    )
    .map(({ place }) => place);
};
