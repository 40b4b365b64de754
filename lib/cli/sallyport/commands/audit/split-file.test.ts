import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { splitFile } from "./split-file.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const folder = mkdtempSync(path.join(tmpdir(), "sallyport-split-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, "lines");

it("the parts of a file are all of it, in order, and each ends where a line does", () => {
  const text = fc.array(fc.string({ maxLength: 5 })).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 6 }), (given, parts) => {
      writeFileSync(file, given);
      const bytes = readFileSync(file);
      const ranges = splitFile(file, bytes.length, parts);
      const pieces = ranges.map(({ from, to }) => bytes.subarray(from, to).toString());
      expect(pieces.join("")).toBe(given);
      expect(pieces.length).toBeLessThanOrEqual(parts);
      for (const piece of pieces.slice(0, -1)) expect(piece.endsWith("\n")).toBe(true);
    }),
    { numRuns: lawCases() },
  );
});
