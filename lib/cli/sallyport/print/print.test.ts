import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { code, type Document, heading, paragraph, strong } from "./document.ts";
import { printMarkdown } from "./print-markdown.ts";
import { printText } from "./print-text.ts";
import { textWidth } from "./text-width.ts";

/** The same foreign text in every place a document has. */
const everywhere = (text: string): Document => [
  heading(text, code(text)),
  paragraph(text, strong(text), code(text)),
  {
    kind: "points",
    points: [{ mark: strong("x"), line: [text], details: [{ label: "y", line: [code(text)] }] }],
  },
  { kind: "table", head: ["a", "b"], rows: [[[text], [code(text)]]] },
  { kind: "verbatim", language: "sh", lines: [text] },
];

const hostile = fc.string({
  unit: fc.constantFrom(
    "a",
    " ",
    "\n",
    "\r",
    "\t",
    "\u001b",
    "\u202e",
    "\u200b",
    "|",
    "`",
    "@",
    "#1",
    "[",
    "]",
    "(",
    "<",
    ">",
    "*",
    "_",
    "\\",
    "https://x",
    "-",
  ),
  maxLength: 12,
});

describe("printing foreign text", () => {
  it("puts no hidden character into a terminal or a page", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const document = everywhere(text);
        for (const printed of [printText(document, { width: 80, colour: false }), printMarkdown(document)])
          expect(printed).not.toMatch(/[^\P{C}\n]/u);
      }),
      { numRuns: 1000 },
    );
  }, 30_000);

  it("keeps every table to its rows and every block to its lines", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = printMarkdown([{ kind: "table", head: ["a", "b"], rows: [[[text], [code(text)]]] }]);
        const rows = markdown.trimEnd().split("\n");
        expect(rows).toHaveLength(3);
        for (const row of rows) expect(row.replace(/\\./g, "").match(/\|/g)).toHaveLength(3);
      }),
      { numRuns: 1000 },
    );
  }, 30_000);

  it.each([
    ["@team", "@<!-- -->team"],
    ["#12", "\\#<!-- -->12"],
    ["<img src=x>", "\\<img src=x\\>"],
    ["[a](b)", "\\[a\\]\\(b\\)"],
    ["https://evil.example", "https:<!-- -->//evil.example"],
    ["see www.evil.example", "see www<!-- -->.evil.example"],
    ["- item", "\\- item"],
    ["12. item", "12\\. item"],
    ["+ item", "\\+ item"],
    ["tier db, eu-central-1", "tier db, eu-central-1"],
  ])("%s stays what it is in markdown", (text, expected) => {
    expect(printMarkdown([paragraph(text)])).toBe(`${expected}\n`);
  });

  it("fences code with more backticks than there are in it", () => {
    expect(printMarkdown([paragraph(code("a`b``c"))])).toBe("``` a`b``c ```\n");
    expect(printMarkdown([{ kind: "verbatim", language: "sh", lines: ["```", "x"] }])).toBe(
      "````sh\n```\nx\n````\n",
    );
  });

  it("aligns what is wide, and what takes no room", () => {
    expect(textWidth("日本")).toBe(4);
    expect(textWidth("e\u0301")).toBe(1);
    const table = printText(
      [
        {
          kind: "table",
          head: ["name", "id"],
          rows: [
            [["日本"], ["1"]],
            [["abcd"], ["2"]],
          ],
        },
      ],
      { width: 80, colour: false },
    );
    expect(table).toBe("  name  id\n  日本  1\n  abcd  2\n");
  });
});
