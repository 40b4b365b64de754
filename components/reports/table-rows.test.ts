import { expect, it } from "vitest";
import { columnOf } from "#lib/core/posture/column.ts";
import { NO_FINDINGS } from "#lib/core/posture/posture.ts";
import { FINDING_LAYERS, STACK_LAYERS } from "./layers.ts";
import { tableRows } from "./table-rows.ts";

const known = columnOf([{ ...NO_FINDINGS, state: "in-line", stacks: 1, isKnown: true }]);
const forgotten = columnOf([{ ...NO_FINDINGS, state: "in-line", stacks: 1, isKnown: false }]);
const nothing = columnOf([]);

const moments = ["1", "2", "3", "4", "5", "6"];
const columns = [nothing, nothing, known, forgotten, nothing, known];

it("tells moments in a row of which nothing is known once, newest first, and counts what was not looked at", () => {
  const rows = tableRows(moments, columns, STACK_LAYERS);
  expect(rows).toMatchObject([
    { kind: "known", moment: "6", isNow: true },
    { kind: "no-data", from: "5", to: "5" },
    { kind: "known", moment: "4", column: { notLooked: 1 } },
    { kind: "known", moment: "3", isNow: false },
    { kind: "no-data", from: "1", to: "2" },
  ]);
});

it("shows no zero findings where nobody had looked", () => {
  expect(tableRows(moments, columns, FINDING_LAYERS)).toMatchObject([
    { kind: "known", moment: "6" },
    { kind: "no-data", from: "4", to: "5" },
    { kind: "known", moment: "3" },
    { kind: "no-data", from: "1", to: "2" },
  ]);
});
