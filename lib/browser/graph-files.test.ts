import { expect, test } from "vitest";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import { filterGraph, NO_FILTER } from "#lib/core/graph/graph-part.ts";
import { showGraph } from "#lib/core/graph/shown-graph.ts";
import { groupOf, observationOf } from "#lib/core/testing/estate.ts";
import { fileOfGraph } from "./graph-files.ts";

const graph = accountGraph({
  observation: observationOf({ groups: [groupOf("sg-db", ["tcp 3306 sg-db"])] }),
});
const shown = showGraph(graph, filterGraph(graph, NO_FILTER), "group", new Set());

test("each form is a file of its media type", async () => {
  const files = (["graphml", "dot", "json"] as const).map((form) => fileOfGraph(shown, form));
  expect(files.map(({ type }) => type)).toEqual([
    "application/graphml+xml",
    "text/vnd.graphviz",
    "application/json",
  ]);
  const [graphml = "", dot = "", json = ""] = await Promise.all(files.map((file) => file.text()));
  expect(graphml).toContain('<node id="sg-db">');
  expect(dot).toContain('"sg-db" -> "sg-db"');
  expect(JSON.parse(json)).toMatchObject({ nodes: [{ id: "sg-db", kind: "group" }] });
});
