import { expect, test } from "vitest";
import { condensedLooks, type ToldLook } from "./looks-events.ts";

const look = (at: string, state = "complete", changes = 0): ToldLook => ({ at, state, changes });

test("looks between two events are one entry, whatever they found elsewhere", () => {
  const looks = [look("5"), look("4", "partial"), look("3", "complete", 2), look("2", "failed"), look("1")];
  expect(condensedLooks(looks, ["3"])).toEqual([
    { kind: "looks", at: "5", since: "4", count: 2, withNews: 0, partial: 1, failed: 0 },
    { kind: "looks", at: "3", since: "1", count: 3, withNews: 1, partial: 0, failed: 1 },
  ]);
});

test("no look is lost, and none is counted twice", () => {
  const looks = ["9", "8", "6", "5", "3", "1"].map((at) => look(at));
  for (const events of [[], ["9"], ["7", "4", "4", "2"], ["0"], ["6", "6"]])
    expect(condensedLooks(looks, events).reduce((sum, { count }) => sum + count, 0)).toBe(looks.length);
});
