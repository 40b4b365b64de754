import { describe, expect, it } from "vitest";
import { endAfter, lengthsWithin, localInputValue } from "./until-choices.ts";

describe("lengths on offer", () => {
  it("keeps to the policy", () => {
    const seconds = lengthsWithin(5 * 60, 12 * 3600).map(([each]) => each);
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(5 * 60);
    expect(Math.max(...seconds)).toBe(12 * 3600);
  });

  it("offers nothing where nothing usual fits", () => {
    expect(lengthsWithin(61, 62)).toEqual([]);
  });
});

describe("the end of a length", () => {
  const start = Date.parse("2027-02-03T04:05:06Z");

  it("is on the whole minute, never later than asked", () => {
    expect(endAfter(start, 3600, 300).toISOString()).toBe("2027-02-03T05:05:00.000Z");
  });

  it("is exact where a minute less would be too short", () => {
    expect(endAfter(start, 300, 300).toISOString()).toBe("2027-02-03T04:10:06.000Z");
  });
});

describe("a time in a datetime-local field", () => {
  it("means the same moment when the browser reads it back", () => {
    const at = new Date("2027-02-03T04:05:06Z");
    expect(new Date(localInputValue(at)).getTime()).toBe(at.getTime());
  });
});
