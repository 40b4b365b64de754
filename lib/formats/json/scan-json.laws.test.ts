import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanJson } from "./scan-json.ts";

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const scans = (text: string): boolean => {
  const scan = scanJson(text, 0);
  return scan.ok && text.slice(scan.end).trim() === "";
};

/** What a path leads to. */
const valueAt = (root: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, part) => Object(value)[part], root);

/** Any JSON, its text cut, doubled or with a stray sign in it: mostly broken, sometimes not. */
const damaged = fc
  .tuple(
    fc.jsonValue(),
    fc.nat(),
    fc.nat(4),
    fc.constantFrom("", ",", "}", "]", '"', "0", "\\", "\u0001", " ", ":"),
  )
  .map(([value, at, cut, stray]) => {
    const text = JSON.stringify(value, null, 1);
    const here = at % (text.length + 1);
    return text.slice(0, here) + stray + text.slice(here + cut);
  });

describe("scanning JSON", () => {
  it("finds a text whole exactly when JSON.parse does", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        expect(scans(text)).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  }, 30_000);

  it("tells each object and array at the bracket it begins with, by the path that leads to it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 1);
        let told = 0;
        scanJson(text, 0, (path, offset) => {
          told += 1;
          const end = scanJson(text, offset);
          if (!end.ok) throw new Error("a part of JSON is JSON");
          expect(JSON.parse(text.slice(offset, end.end))).toEqual(valueAt(JSON.parse(text), path));
        });
        expect(told).toBe(text.replace(/"(?:[^"\\]|\\.)*"/g, "").match(/[[{]/g)?.length ?? 0);
      }),
      { numRuns: 1000 },
    );
  }, 30_000);

  it.each([
    ['{"a":1,}', 7, /name in double quotes/],
    ["[1 2]", 3, /a comma or ]/],
    ['{"a" 1}', 5, /a colon/],
    ['["a', 3, /middle of a JSON string/],
    ["[", 1, /text ends where a value/],
    ["{", 1, /text ends where a name/],
    ['["a\nb"]', 3, /break off/],
    ["nope", 0, /a value/],
  ] as const)("%s is wrong at %i", (text, at, reason) => {
    expect(scanJson(text, 0)).toEqual({ ok: false, at, reason: expect.stringMatching(reason) });
  });

  it("is not stopped by depth", () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    expect(scanJson(deep, 0)).toEqual({ ok: true, end: deep.length });
  });
});
