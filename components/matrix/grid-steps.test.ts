import { expect, it } from "vitest";
import { step } from "./grid-steps.ts";

const size = { rows: 30, columns: 5 };

it.each([
  ["ArrowRight", false, { row: 4, column: 3 }],
  ["ArrowLeft", false, { row: 4, column: 1 }],
  ["ArrowUp", false, { row: 3, column: 2 }],
  ["PageDown", false, { row: 14, column: 2 }],
  ["PageUp", false, { row: 0, column: 2 }],
  ["Home", false, { row: 4, column: 0 }],
  ["End", false, { row: 4, column: 4 }],
  ["Home", true, { row: 0, column: 0 }],
  ["End", true, { row: 29, column: 4 }],
  ["x", false, null],
])("%s leads, with Ctrl %s, where the pattern of grids says", (key, ctrlKey, to) => {
  expect(step({ row: 4, column: 2 }, { key, ctrlKey }, size)).toEqual(to);
});
