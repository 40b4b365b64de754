import { expect, test } from "vitest";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import { filterGraph, NO_FILTER } from "#lib/core/graph/graph-part.ts";
import { showGraph } from "#lib/core/graph/shown-graph.ts";
import { groupOf, observationOf } from "#lib/core/testing/estate.ts";
import { bundleEdges } from "./bundle-edges.ts";
import { placeNodes } from "./place-nodes.ts";

/** So many groups in each VPC, all open to the Internet; those of the first VPC to a network beside. */
const linesOf = (count: number, vpcs = 2) => {
  const groups = Array.from({ length: vpcs }, (_, at) => `vpc-${at + 1}`).flatMap((vpcId) =>
    Array.from({ length: count }, (_, at) =>
      groupOf(
        `sg-${vpcId}-${at}`,
        ["tcp 443 0.0.0.0/0", ...(vpcs > 2 && vpcId === "vpc-1" ? ["tcp 22 8.8.8.8/32"] : [])],
        { vpcId },
      ),
    ),
  );
  const graph = accountGraph({ observation: observationOf({ groups }) });
  const shown = showGraph(graph, filterGraph(graph, NO_FILTER), "group", new Set());
  const frames = new Set(placeNodes(shown).frames.map(({ cluster }) => cluster.id));
  return bundleEdges(
    shown,
    shown.edges.map((_, at) => at),
    frames,
  );
};

test("few edges have a line each", () => {
  expect(linesOf(5)).toHaveLength(10);
});

test("of many, one line goes from a node to a frame, and stands for every edge", () => {
  const lines = linesOf(40);
  expect(lines.map(({ to }) => to)).toEqual([
    "vpc:111122223333/eu-central-1/vpc-1",
    "vpc:111122223333/eu-central-1/vpc-2",
  ]);
  expect(lines.map(({ edges, mainly }) => [edges.length, mainly])).toEqual([
    [40, ["exposed"]],
    [40, ["exposed"]],
  ]);
});

test("of several VPCs, one line goes to the Region from what reaches most of them, and from nothing else", () => {
  const lines = linesOf(20, 4);
  expect(lines.map(({ to, edges }) => [to, edges.length])).toEqual([
    ["region:111122223333/eu-central-1", 80],
    ["vpc:111122223333/eu-central-1/vpc-1", 20],
  ]);
});
