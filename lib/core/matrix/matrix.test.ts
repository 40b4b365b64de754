import { expect, it } from "vitest";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import { filterGraph, NO_FILTER } from "#lib/core/graph/graph-part.ts";
import { portLabel } from "#lib/core/graph/short-services.ts";
import { showGraph } from "#lib/core/graph/shown-graph.ts";
import { groupOf, interfaceOf, observationOf } from "#lib/core/testing/estate.ts";
import { matrixOf } from "./matrix.ts";

const observation = observationOf({
  groups: [
    groupOf("sg-web", ["tcp 443 0.0.0.0/0"]),
    groupOf("sg-app", ["tcp 8080 sg-web"]),
    groupOf("sg-idle", []),
  ],
  interfaces: [interfaceOf("eni-web", ["sg-web"], ["10.0.1.1/32"])],
});
const graph = accountGraph({ observation });
const shown = showGraph(graph, filterGraph(graph, NO_FILTER), "group", new Set());

it("has a row for each that sends and a column for each that is reached", () => {
  const matrix = matrixOf(shown, null);
  expect(matrix.rows.map(({ id }) => id)).toEqual(["internet", "sg-web"]);
  expect(matrix.columns.map(({ id }) => id)).toEqual(["sg-app", "sg-web"]);
  const text = matrix.rows.map((_, row) =>
    matrix.columns.map((__, column) => {
      const edge = matrix.cell(row, column);
      return edge === null ? "" : portLabel(edge.surely);
    }),
  );
  expect(text).toEqual([
    ["", "443"],
    ["8080", ""],
  ]);
});

it("has no others than those in focus", () => {
  const places = shown.nodes.flatMap(({ id }, place) => (id === "sg-idle" || id === "sg-app" ? [place] : []));
  const matrix = matrixOf(shown, new Set(places));
  expect([matrix.rows, matrix.columns, matrix.cell(0, 0)]).toEqual([[], [], null]);
});
