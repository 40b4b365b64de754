import { expect, test } from "vitest";
import { KEEP_EVERYTHING, retentionWords, thinningAt } from "./retention.ts";

const NOW = Date.parse("2026-11-22T20:15:30Z");
const text = (at: number | null) => (at === null ? null : new Date(at).toISOString());

test("nothing is thinned until somebody decides so", () => {
  expect(thinningAt(KEEP_EVERYTHING, NOW)).toEqual({ toDayBefore: null, toMonthBefore: null });
  expect(thinningAt({ everyLookDays: null, dailyDays: 3 }, NOW).toMonthBefore).toBeNull();
});

test("days and months are thinned in whole", () => {
  const { toDayBefore, toMonthBefore } = thinningAt({ everyLookDays: 30, dailyDays: 365 }, NOW);
  expect([text(toDayBefore), text(toMonthBefore)]).toEqual([
    "2026-10-23T00:00:00.000Z",
    "2025-11-01T00:00:00.000Z",
  ]);
});

test("a month is never thinned before its days are", () => {
  const { toDayBefore, toMonthBefore } = thinningAt({ everyLookDays: 90, dailyDays: 10 }, NOW);
  expect(toMonthBefore ?? 0).toBeLessThanOrEqual(toDayBefore ?? 0);
});

test("it says what is kept", () => {
  expect(retentionWords(KEEP_EVERYTHING)).toBe("Every look is kept for ever.");
  expect(retentionWords({ everyLookDays: 1, dailyDays: null })).toBe(
    "Every look is kept for 1 day, then the last one of each day for ever.",
  );
  expect(retentionWords({ everyLookDays: 90, dailyDays: 730 })).toContain("until 730 days after it");
});
