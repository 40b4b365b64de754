import { expect, test } from "vitest";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import { filterGraph, NO_FILTER } from "#lib/core/graph/graph-part.ts";
import { showGraph } from "#lib/core/graph/shown-graph.ts";
import { groupOf, observationOf } from "#lib/core/testing/estate.ts";
import { graphFile } from "./graph-file.ts";
import { printDot } from "./print-dot.ts";
import { printGraphml } from "./print-graphml.ts";

const HOSTILE = 'a"b\\c<script>&\u202e\n';

const graph = accountGraph({
  observation: observationOf({
    groups: [
      groupOf("sg-web", ["tcp 443 0.0.0.0/0"], { name: HOSTILE }),
      groupOf("sg-db", ["tcp 3306 sg-web"]),
    ],
  }),
});
const file = graphFile(showGraph(graph, filterGraph(graph, NO_FILTER), "group", new Set()));

test("a file says what is shown", () => {
  expect(file.edges).toEqual([
    {
      from: "internet",
      to: "sg-web",
      permitted: ["tcp/443"],
      possibly: ["tcp/443"],
      missing: [],
      weight: 0,
      marks: ["exposed"],
    },
    {
      from: "sg-web",
      to: "sg-db",
      permitted: ["tcp/3306"],
      possibly: ["tcp/3306"],
      missing: [],
      weight: 0,
      marks: [],
    },
  ]);
});

test("names stay text in DOT", () => {
  const dot = printDot(file);
  expect(dot).toContain('label="a\\"b\\\\c<script>&[U+202E][U+000A]"');
  expect(dot).toContain('"sg-web" -> "sg-db" [label="tcp/3306"');
});

test("names stay text in GraphML", () => {
  const xml = printGraphml(file);
  expect(xml).toContain('<data key="node-label">a&quot;b\\c&lt;script&gt;&amp;[U+202E][U+000A]</data>');
  expect(xml).not.toContain("<script>");
  expect(xml).toContain('<edge source="sg-web" target="sg-db"><data key="edge-permitted">tcp/3306</data>');
});
