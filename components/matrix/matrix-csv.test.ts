import { expect, it } from "vitest";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import { filterGraph, NO_FILTER } from "#lib/core/graph/graph-part.ts";
import { showGraph } from "#lib/core/graph/shown-graph.ts";
import { matrixOf } from "#lib/core/matrix/matrix.ts";
import { groupOf, observationOf } from "#lib/core/testing/estate.ts";
import { cellSentence, cellWords } from "./cell-words.ts";
import { matrixCsv } from "./matrix-csv.ts";

const hostile = '=HYPERLINK("http://evil")';
const graph = accountGraph({
  observation: observationOf({
    groups: [
      groupOf("sg-web", ["tcp 443 0.0.0.0/0"], { name: hostile }),
      groupOf("sg-app", ["tcp 8080 sg-web", "udp 53 sg-web"]),
    ],
  }),
});
const shown = showGraph(graph, filterGraph(graph, NO_FILTER), "group", new Set());
const matrix = matrixOf(shown, null);

it("never lets a name become a formula of a spreadsheet", () => {
  const csv = matrixCsv(matrix);
  expect(csv).toContain(`"'=HYPERLINK(""http://evil"")"`);
  expect(csv).not.toMatch(/(^|,)=/m);
  expect(csv.split("\r\n")).toHaveLength(4);
});

it("says in words where packets and rules differ", () => {
  const row = matrix.rows.findIndex(({ id }) => id === "sg-web");
  const column = matrix.columns.findIndex(({ id }) => id === "sg-app");
  const [from, to] = [matrix.rows[row], matrix.columns[column]];
  if (from === undefined || to === undefined) throw new Error("Both are in the matrix.");
  const edge = matrix.cell(row, column);
  const same = cellWords(edge, { open: ["8080", "udp/53"], unknown: [], ungoverned: [] });
  expect(same.differs).toBe(false);
  const words = cellWords(edge, { open: [], unknown: ["8080"], ungoverned: [] });
  expect(words.differs).toBe(true);
  expect(cellSentence(from, to, words)).toBe(
    `${hostile} to app: By rule 8080, udp/53; by packet nothing; packets nobody can tell of 8080.`,
  );
  expect(cellWords(null, null)).toMatchObject({ label: "", differs: false });
});
