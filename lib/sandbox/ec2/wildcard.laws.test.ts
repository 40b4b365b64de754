import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesWildcard } from "./wildcard.ts";

/** The plain reading: a regular expression. */
function oracle(pattern: string, text: string): boolean {
  const source = pattern.replace(/\\?[\s\S]/gu, (token) => {
    if (token === "*") return "[\\s\\S]*";
    if (token === "?") return "[\\s\\S]";
    const literal = token.length > 1 && token.startsWith("\\") ? token.slice(1) : token;
    return literal.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
  return new RegExp(`^${source}$`, "u").test(text);
}

describe("wildcards", () => {
  it("mean what the regular expression means", () => {
    const word = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 });
    fc.assert(
      fc.property(word("ab*?"), word("ab*?"), (pattern, text) => {
        expect(matchesWildcard(pattern, text)).toBe(oracle(pattern, text));
      }),
    );
  });

  it("escape by a backslash, and do not blow up", () => {
    expect(matchesWildcard("a\\*", "a*")).toBe(true);
    expect(matchesWildcard("a\\*", "ab")).toBe(false);
    expect(matchesWildcard("*a".repeat(200), "a".repeat(5000).concat("b"))).toBe(false);
  });
});
