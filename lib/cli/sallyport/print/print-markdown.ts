/** A document as GitHub's markdown, for a job's summary or a comment: names from EC2 can do nothing in it. */
import { visibleLine } from "#lib/core/visible-text.ts";
import type { Block, Document, Line, Point, Span } from "./document.ts";

/** An empty comment: it keeps a mention, an issue's number or an address from being made into a link. */
const APART = "<!-- -->";

/** Words as themselves, whatever markdown, HTML and GitHub would make of them, also at the beginning of a line. */
export const plainMarkdown = (text: string): string =>
  visibleLine(text)
    .replace(/[\\`*_{}[\]()<>#|~&]/g, "\\$&")
    .replace(/^\s*\d*(?=[-+=.])/, "$&\\")
    .replace(/@|\\#(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi, `$&${APART}`);

/** Between backticks longer than any inside; in a table a bar would end the cell, and cannot be escaped in code. */
const codeMarkdown = (text: string, inTable: boolean): string => {
  const shown = visibleLine(text);
  if (inTable && shown.includes("|")) return plainMarkdown(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const gap = shown.startsWith("`") || shown.endsWith("`") || longest > 0 ? " " : "";
  return shown === "" ? "" : `${fence}${gap}${shown}${gap}${fence}`;
};

const spanMarkdown = (part: string | Span, inTable: boolean): string => {
  if (typeof part === "string") return plainMarkdown(part);
  if (part.tone === "code") return codeMarkdown(part.text, inTable);
  const isStrong = part.tone === "strong" || part.tone === "bad" || part.tone === "warn";
  return isStrong && part.text.trim() !== "" ? `**${plainMarkdown(part.text)}**` : plainMarkdown(part.text);
};

const lineMarkdown = (line: Line, inTable = false): string =>
  line.map((part) => spanMarkdown(part, inTable)).join("");

const pointMarkdown = ({ mark, line, details }: Point): string =>
  [
    `- ${mark.text === "-" ? "" : `${spanMarkdown(mark, false)} `}${lineMarkdown(line)}`,
    ...details.map((detail) => `  - ${plainMarkdown(detail.label)}: ${lineMarkdown(detail.line)}`),
  ].join("\n");

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `### ${lineMarkdown(block.line)}`;
    case "paragraph":
      return lineMarkdown(block.line);
    case "points":
      return block.points.map(pointMarkdown).join("\n");
    case "table":
      return [
        row(block.head.map(plainMarkdown)),
        row(block.head.map(() => "---")),
        ...block.rows.map((cells) => row(cells.map((line) => lineMarkdown(line, true)))),
      ].join("\n");
    case "verbatim": {
      const lines = block.lines.map(visibleLine);
      const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((t) => t.length)));
      const fence = "`".repeat(longest + 1);
      return [`${fence}${block.language}`, ...lines, fence].join("\n");
    }
  }
}

/** Ends with a line feed. */
export const printMarkdown = (document: Document): string => `${document.map(blockMarkdown).join("\n\n")}\n`;
