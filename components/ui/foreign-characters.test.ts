import { describe, expect, it } from "vitest";
import { foreignParts, foreignString, shortened } from "#components/ui/foreign-characters.ts";

describe("text that others wrote", () => {
  it("shows a direction override as an escape and keeps the rest", () => {
    expect(foreignParts("a\u202eb")).toEqual([
      { kind: "plain", text: "a" },
      { kind: "escape", text: "U+202E" },
      { kind: "plain", text: "b" },
    ]);
  });

  it.each([
    ["\u200b", "[U+200B]"],
    ["\u2066", "[U+2066]"],
    ["\ufeff", "[U+FEFF]"],
    ["\u0000", "[U+0000]"],
    ["\r\n", "[U+000D][U+000A]"],
    ["\u2028", "[U+2028]"],
    ["\u{e0041}", "[U+E0041]"],
    ["\u3164", "[U+3164]"],
    ["\u2800", "[U+2800]"],
    ["\ufe0f", "[U+FE0F]"],
    ["\u034f", "[U+034F]"],
    ["\u17b4", "[U+17B4]"],
    ["\ud800", "[U+D800]"],
  ])("escapes %j", (character, shown) => {
    expect(foreignString(character)).toBe(shown);
  });

  it("leaves ordinary letters of any script alone", () => {
    expect(foreignString("Größe 中文 עברית 🚪 e\u0301")).toBe("Größe 中文 עברית 🚪 e\u0301");
  });

  it("never cuts a character in two", () => {
    expect(shortened("🚪🚪🚪", 2)).toEqual({ text: "🚪", cut: true });
    expect(shortened("abc", 3)).toEqual({ text: "abc", cut: false });
  });
});
