import { readFileSync, writeFileSync } from "node:fs";

const END = "<!-- /bench -->";

/** Puts a table between a page's marks, of which the first names the command that makes it. */
export function writeFigures(file: string, command: string, table: string): void {
  const start = `<!-- bench: ${command} -->`;
  const page = readFileSync(file, "utf8");
  const [before, after] = [page.indexOf(start), page.indexOf(END)];
  if (before === -1 || after === -1) throw new Error(`${file} has no place for the figures.`);
  writeFileSync(file, `${page.slice(0, before + start.length)}\n${table}\n${page.slice(after)}`);
}
