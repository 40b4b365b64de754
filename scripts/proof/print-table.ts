import type { ProvenTest } from "./run-tests.ts";

/** A table for a terminal: one line a test, under its file. */
export function printTable(tests: readonly ProvenTest[]): string {
  const lines: string[] = [];
  for (const [file, own] of Map.groupBy(tests, (test) => test.file)) {
    lines.push("", file);
    for (const { title, outcome, seconds, proof } of own) {
      const mark = { passed: "  proven ", failed: "  FAILED ", "not run": "  NOT RUN" }[outcome];
      lines.push(
        `${mark} ${seconds.toFixed(1).padStart(7)} s  ${title}${proof === null ? "" : ` (${proof})`}`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}
