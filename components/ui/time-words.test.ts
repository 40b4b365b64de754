import { describe, expect, it } from "vitest";
import { exactUtc, relativeWords, remainingWords, spanWords } from "#components/ui/time-words.ts";

const NOW = Date.UTC(2026, 10, 22, 9, 41, 7);
const MINUTE = 60_000;

describe("times in words", () => {
  it.each([
    [0, "just now"],
    [-44_000, "just now"],
    [-MINUTE, "1 minute ago"],
    [-59 * MINUTE, "59 minutes ago"],
    [-60 * MINUTE, "1 hour ago"],
    [-47 * 60 * MINUTE, "47 hours ago"],
    [-48 * 60 * MINUTE, "2 days ago"],
    [90 * 24 * 60 * MINUTE, "in 3 months"],
  ])("says %d ms as %s", (offset, words) => {
    expect(relativeWords(NOW + offset, NOW)).toBe(words);
  });

  it.each([
    [-1, "over"],
    [0, "over"],
    [1, "1 s"],
    [59_000, "59 s"],
    [74 * MINUTE, "1 h 14 min"],
    [60 * MINUTE, "1 h"],
    [49 * 60 * MINUTE, "2 d 1 h"],
  ])("says %d ms left as %s", (left, words) => {
    expect(remainingWords(NOW + left, NOW)).toBe(words);
  });

  it("is exact in UTC and rounds spans down", () => {
    expect(exactUtc(NOW)).toBe("2026-11-22 09:41:07 UTC");
    expect(spanWords(NOW - 41 * 24 * 60 * MINUTE - 5, NOW)).toBe("41 days");
  });
});
