import { expect, test } from "vitest";
import { groupOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import { accountGraph } from "./account-graph.ts";
import { filterGraph, NO_FILTER } from "./graph-part.ts";
import { placeOfShown, revealed } from "./reveal.ts";
import { searchNodes } from "./search-nodes.ts";
import { showGraph } from "./shown-graph.ts";

const groups = ["web", "app", "db", "ssh"].map((tier) => groupOf(`sg-${tier}`, []));
const graph = accountGraph({ observation: observationOf({ groups }), stacks: [stackOf()] });
const shownWith = (open: readonly string[]) =>
  showGraph(graph, filterGraph(graph, NO_FILTER), "vpc", new Set(open));

test("a node in a closed cluster is found as what stands for it", () => {
  const shown = shownWith([]);
  expect(shown.nodes.map(({ id }) => id)).toEqual(["vpc:111122223333/eu-central-1/vpc-1"]);
  expect(placeOfShown(graph, shown, "sg-db")).toBe(0);
  expect(placeOfShown(graph, shown, "sg-nowhere")).toBeNull();
});

test("revealing a node opens what lies around it, and nothing else", () => {
  const open = revealed(graph, "vpc", [], "sg-db");
  expect(open).toEqual(["stack:111122223333/eu-central-1/vpc-1/shop", "vpc:111122223333/eu-central-1/vpc-1"]);
  expect(shownWith(open).nodes.map(({ id }) => id)).toContain("sg-db");
  expect(revealed(graph, "vpc", open, "sg-db")).toEqual(open);
});

test("revealing a cluster opens only what it lies in", () => {
  const stack = "stack:111122223333/eu-central-1/vpc-1/shop";
  const open = revealed(graph, "vpc", [], stack);
  expect(shownWith(open).nodes.map(({ id }) => id)).toEqual([stack]);
});

test("a search finds names, parts and ids, what begins with the text first", () => {
  expect(searchNodes(graph, "db shop", 5)).toEqual([{ id: "sg-db", label: "db", detail: "db of shop" }]);
  expect(searchNodes(graph, "shop", 5)[0]).toEqual({
    id: "stack:111122223333/eu-central-1/vpc-1/shop",
    label: "shop",
    detail: "stack",
  });
  expect(searchNodes(graph, "  ", 5)).toEqual([]);
});
