import { describe, expect, it } from "vitest";
import { textDiff } from "./text-diff.ts";

type Lines = readonly string[];

/** Every text of up to four lines, each of them a or b. */
const TEXTS: readonly Lines[] = [1, 2, 3, 4].flatMap((length) =>
  Array.from({ length: 2 ** length }, (_, bits) =>
    Array.from({ length }, (__, at) => (((bits >> at) & 1) === 0 ? "a" : "b")),
  ),
);

/** What may be left of a text when these lines are taken out of it, in their order. */
const remainders = (text: Lines, out: Lines): string[] => {
  if (out.length === 0) return [text.join("\n")];
  return text.flatMap((line, at) =>
    line === out[0]
      ? remainders(text.slice(at + 1), out.slice(1)).map((rest) =>
          [...text.slice(0, at), ...(rest === "" ? [] : [rest])].join("\n"),
        )
      : [],
  );
};

/** How many lines two texts have in common at most, in order. */
const common = ([one, ...before]: Lines, [other, ...after]: Lines): number => {
  if (one === undefined || other === undefined) return 0;
  if (one === other) return 1 + common(before, after);
  return Math.max(common(before, [other, ...after]), common([one, ...before], after));
};

const shown = (was: Lines, is: Lines) =>
  textDiff(was.join("\n"), is.join("\n")).map(({ sign, text }) => `${sign}${text}`);

describe("two texts beside each other", () => {
  it("have as few lines of difference as can be, and the rest is the same", () => {
    for (const was of TEXTS)
      for (const is of TEXTS) {
        const lines = textDiff(was.join("\n"), is.join("\n"));
        const of = (sign: "-" | "+") => lines.flatMap((line) => (line.sign === sign ? [line.text] : []));
        const [gone, come] = [of("-"), of("+")];
        const same = common(was, is);
        expect([gone.length, come.length]).toStrictEqual([was.length - same, is.length - same]);
        const left = new Set(remainders(is, come));
        expect(remainders(was, gone).some((rest) => left.has(rest))).toBe(true);
      }
  });

  it.each([
    [["a", "b"], ["a", "b"], []],
    [[""], [""], []],
    [
      ["a", "b", "c"],
      ["a", "x", "c"],
      ["-b", "+x"],
    ],
    [["a"], ["x", "a"], ["+x"]],
    [["a", "b"], ["b"], ["-a"]],
    [["b"], ["b", "c", "d"], ["+c", "+d"]],
    [["b", "c", "d"], ["b"], ["-c", "-d"]],
    [
      ["a", "b", "c", "d"],
      ["c", "d", "e", "a"],
      ["-a", "-b", "+e", "+a"],
    ],
    [
      ["a", "x", "b"],
      ["b", "y", "a"],
      ["-a", "-x", "+y", "+a"],
    ],
  ])("%j, then %j: %j", (was, is, lines) => expect(shown(was, is)).toStrictEqual(lines));
});

it("lines are the same however they end", () => {
  expect(textDiff("a\nb\n", "a\r\nb\r\n")).toEqual([]);
  expect(textDiff("a\r\nb", "a\nc")).toEqual([
    { sign: "-", text: "b" },
    { sign: "+", text: "c" },
  ]);
});
