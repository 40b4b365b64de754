/** A document for a terminal: aligned, wrapped to its width, in colour where that is wanted. */
import { visibleLine } from "#lib/core/visible-text.ts";
import type { Block, Document, Line, Point, Span, Tone } from "./document.ts";
import { textWidth } from "./text-width.ts";

export interface TextStyle {
  /** Columns; lines are broken between words to fit. */
  readonly width: number;
  readonly colour: boolean;
}

const SGR: Readonly<Record<Tone, string>> = {
  plain: "",
  strong: "1",
  dim: "2",
  good: "32",
  bad: "1;31",
  warn: "33",
  code: "36",
};

interface Word {
  readonly text: string;
  readonly tone: Tone;
  /** Stands apart from the word before it. */
  readonly spaced: boolean;
}

const spanOf = (part: string | Span): Span =>
  typeof part === "string" ? { text: part, tone: "plain" } : part;

/** Words to break lines between; a span in a tone may hold several. */
function wordsOf(line: Line): Word[] {
  const words: Word[] = [];
  let spaced = false;
  for (const { text, tone } of line.map(spanOf))
    for (const piece of visibleLine(text).split(/( +)/)) {
      if (piece.trim() === "") spaced ||= piece !== "";
      else {
        words.push({ text: piece, tone, spaced });
        spaced = false;
      }
    }
  return words;
}

const paint = (text: string, tone: Tone, { colour }: TextStyle): string =>
  colour && SGR[tone] !== "" ? `\u001b[${SGR[tone]}m${text}\u001b[0m` : text;

/** The lines of some words, `first` columns from the left on the first line and `rest` on the others. */
function wrap(line: Line, first: number, rest: number, style: TextStyle): string {
  const lines: string[] = [];
  let current = "";
  let column = first;
  for (const { text, tone, spaced } of wordsOf(line)) {
    const width = textWidth(text);
    const gap = spaced && current !== "" ? 1 : 0;
    if (current !== "" && spaced && column + gap + width > style.width) {
      lines.push(current);
      current = "";
      column = rest;
    } else if (gap === 1) {
      current += " ";
      column += 1;
    }
    current += paint(text, tone, style);
    column += width;
  }
  lines.push(current);
  return lines.join(`\n${" ".repeat(rest)}`);
}

const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - textWidth(text)));

/** Where the words of a point begin: after the widest mark. */
function pointText({ mark, line, details }: Point, markWidth: number, style: TextStyle): string {
  const indent = markWidth + 4;
  const labels = Math.max(0, ...details.map(({ label }) => textWidth(label)));
  const shown = padded(visibleLine(mark.text), markWidth);
  const below = details.map((detail) => {
    const from = indent + labels + 2;
    const label = paint(padded(detail.label, labels), "dim", style);
    return `${" ".repeat(indent)}${label}  ${wrap(detail.line, from, from, style)}`;
  });
  return [`  ${paint(shown, mark.tone, style)}  ${wrap(line, indent, indent, style)}`, ...below].join("\n");
}

const plainOf = (line: Line): string => visibleLine(line.map((part) => spanOf(part).text).join(""));

function tableText(head: readonly string[], rows: readonly (readonly Line[])[], style: TextStyle): string {
  const widths = head.map((title, at) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(plainOf(row[at] ?? [])))),
  );
  const cell = (text: string, painted: string, at: number): string =>
    at === head.length - 1 ? painted : painted + " ".repeat((widths[at] ?? 0) - textWidth(text));
  const unbroken = { ...style, width: Number.POSITIVE_INFINITY };
  const titles = head.map((title, at) => cell(title, paint(title, "dim", style), at));
  const cells = rows.map((row) => row.map((line, at) => cell(plainOf(line), wrap(line, 0, 0, unbroken), at)));
  return [titles, ...cells].map((each) => `  ${each.join("  ")}`.trimEnd()).join("\n");
}

function blockText(block: Block, style: TextStyle): string {
  switch (block.kind) {
    case "heading":
      return wrap(
        block.line.map((part) => (typeof part === "string" ? { text: part, tone: "strong" as const } : part)),
        0,
        2,
        style,
      );
    case "paragraph":
      return wrap(block.line, 0, 0, style);
    case "points": {
      const markWidth = Math.max(0, ...block.points.map(({ mark }) => textWidth(visibleLine(mark.text))));
      return block.points.map((point) => pointText(point, markWidth, style)).join("\n");
    }
    case "table":
      return tableText(block.head, block.rows, style);
    case "verbatim":
      return block.lines.map((line) => `  ${visibleLine(line)}`).join("\n");
  }
}

/** Ends with a line feed. */
export const printText = (document: Document, style: TextStyle): string =>
  `${document.map((block) => blockText(block, style)).join("\n\n")}\n`;
