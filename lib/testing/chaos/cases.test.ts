import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { CASES } from "./cases.ts";

const root = path.resolve(import.meta.dirname, "..", "..", "..");

it("the table of failure cases has each of them once, and names tests that exist", () => {
  const ids = CASES.map(({ id }) => id);
  expect(ids).toEqual(Array.from({ length: 46 }, (_, index) => index + 1));
  for (const { file, title } of CASES.flatMap(({ tests }) => tests)) {
    expect(readFileSync(path.join(root, file), "utf8"), `${file}: ${title}`).toContain(title);
  }
});
