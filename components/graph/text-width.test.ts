import { describe, expect, test } from "vitest";
import { cutToWidth, textWidth } from "./text-width.ts";

describe("a text that is too long", () => {
  test("loses its middle, and fits", () => {
    const cut = cutToWidth("storefront-production-database", 100, 12.5);
    expect(cut).toMatch(/^stor.*….*base$/);
    expect(textWidth(cut, 12.5)).toBeLessThanOrEqual(100);
  });

  test("keeps as much as there is room for: narrow letters are more of them", () => {
    expect(cutToWidth("illicit-1", 60, 12.5)).toBe("illicit-1");
    expect(cutToWidth("WWWWWWWWW", 60, 12.5)).toBe("WW…W");
  });

  test("is never cut within a letter, and keeps its two ends however narrow it gets", () => {
    expect(cutToWidth("😀😀😀😀", 3, 10)).toBe("😀…😀");
  });
});
