import { expect, it } from "vitest";
import { isGone, type Missing, missingSentence, unaskedSentence, withoutChange } from "./missing.ts";

const at = "2026-03-04T10:00:00.000Z";
const later = "2026-03-05T10:00:00.000Z";
const leftModel = (rule: "stands" | "gone" | "unknown"): Missing => ({ kind: "left-model", rule });
const everyMissing: readonly Missing[] = [
  { kind: "ended", at },
  { kind: "ending" },
  { kind: "overdue", endsAt: at },
  { kind: "exception-over", at },
  leftModel("stands"),
  leftModel("gone"),
  leftModel("unknown"),
  { kind: "unknown" },
];

it("says that nothing is open only of what ended", () => {
  const shut = everyMissing.filter((missing) => missingSentence(missing).includes("nothing of it is open"));
  expect(shut).toEqual([{ kind: "ended", at }]);
  expect(missingSentence({ kind: "ended", at })).toBe(
    "It ended at 2026-03-04 10:00 UTC: nothing of it is open any more.",
  );
});

it("says that nothing was left to take away only of what ended before the closing", () => {
  const left = (closedAt: string) =>
    everyMissing.filter((missing) => unaskedSentence(missing, closedAt).includes("nothing was left"));
  expect(left(later)).toEqual([{ kind: "ended", at }]);
  expect(left("2026-03-03T10:00:00.000Z")).toEqual([]);
});

it("takes for gone what ended, an exception that is over, and a source without a rule in the last look", () => {
  expect(everyMissing.filter(isGone)).toEqual([
    { kind: "ended", at },
    { kind: "exception-over", at },
    leftModel("gone"),
  ]);
});

it("does not call gone what no change takes away and is pending all the same", () => {
  expect(withoutChange({ revoked: 3, pending: 2 })).toContain("2 of the 3 revoked may still be open");
  expect(withoutChange({ revoked: 3, pending: 0 })).toContain("Nothing is left");
  expect(withoutChange({ revoked: 0, pending: 0 })).toContain("Nothing was revoked");
});
