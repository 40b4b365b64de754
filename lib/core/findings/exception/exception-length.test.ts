import { describe, expect, it } from "vitest";
import { judgeExceptionEnd, warnFrom } from "./exception-length.ts";

const now = new Date("2026-03-01T12:00:00Z");

describe("the end of an exception", () => {
  it.each([
    ["2026-03-01T12:59:59Z", false],
    ["2026-03-01T13:00:00Z", true],
    ["2027-03-02T12:00:00Z", true],
    ["2027-03-02T12:00:01Z", false],
    ["2026-02-01T00:00:00Z", false],
    ["nonsense", false],
  ])("%s: %s", (text, fits) => {
    expect(judgeExceptionEnd(new Date(text), now).ok).toBe(fits);
  });

  it.each([
    ["2026-03-31T12:00:00Z", "2026-03-25T12:00:00.000Z"],
    ["2026-06-01T12:00:00Z", "2026-05-25T12:00:00.000Z"],
    ["2026-03-06T12:00:00Z", "2026-03-05T12:00:00.000Z"],
  ])("on %s is told of from %s", (end, from) => {
    expect(warnFrom(now, new Date(end)).toISOString()).toBe(from);
  });
});
