/**
 * One line of a CSV file (RFC 4180) that a spreadsheet shows as it is and computes nothing from: texts may be names that
 * anybody chose on EC2. Every text is quoted; one that begins like a formula gets an apostrophe before it.
 */
import { visibleLine } from "#lib/core/visible-text.ts";

export type CsvCell = string | number | null;

/** Also in full width, and after spaces: spreadsheets trim before they look. */
const LIKE_A_FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u;
const BEGINS_OUT_OF_SIGHT = /^[\t\r\n]/;

const textCell = (text: string): string => {
  const isRisky = LIKE_A_FORMULA.test(text) || BEGINS_OUT_OF_SIGHT.test(text);
  const shown = visibleLine(text);
  return `"${isRisky ? "'" : ""}${shown.replaceAll('"', '""')}"`;
};

const cellText = (cell: CsvCell): string =>
  cell === null ? "" : typeof cell === "number" ? String(cell) : textCell(cell);

/** Ends with CR LF. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(cellText).join(",")}\r\n`;
