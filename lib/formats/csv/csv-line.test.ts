import { describe, expect, it } from "vitest";
import { csvLine } from "./csv-line.ts";

describe("a line of CSV", () => {
  it.each([
    ["=1+1", `"'=1+1"`],
    ["+49 30", `"'+49 30"`],
    ["-2", `"'-2"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["  =HYPERLINK(1)", `"'  =HYPERLINK(1)"`],
    ["\t=1", `"'[U+0009]=1"`],
    ["\r=1", `"'[U+000D]=1"`],
    ["\n=1", `"'[U+000A]=1"`],
    ["＝1+1", `"'＝1+1"`],
    ["|cmd", `"'|cmd"`],
    ["tcp/22, tcp/80", `"tcp/22, tcp/80"`],
    [`says "hi"`, `"says ""hi"""`],
    ["two\nlines", `"two[U+000A]lines"`],
    ["a\u202Eb", `"a[U+202E]b"`],
    ["sg-1", `"sg-1"`],
    ["", `""`],
  ])("writes %j as %s", (text, expected) => {
    expect(csvLine([text])).toBe(`${expected}\r\n`);
  });

  it("keeps numbers numbers, and nothing nothing", () => {
    expect(csvLine(["a", -3, null, 0])).toBe(`"a",-3,,0\r\n`);
  });
});
