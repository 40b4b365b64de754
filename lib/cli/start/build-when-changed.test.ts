import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { pageSources } from "./build-when-changed.ts";

const root = path.resolve(import.meta.dirname, "../../..");

const filesIn = (place: string): string[] =>
  statSync(place).isDirectory()
    ? readdirSync(place, { recursive: true, encoding: "utf8" }).map((file) => path.join(place, file))
    : [place];

it("builds the pages again when anything changed that they are made of", () => {
  const files = pageSources
    .map((place) => path.join(root, place))
    .filter((place) => existsSync(place))
    .flatMap(filesIn)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
  const imported = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:from|import)[ (]*"#(lib\/[^/"]+)/g)].flatMap(
      ([, place = ""]) => place,
    ),
  );
  expect(new Set(imported).size).toBeGreaterThan(4);
  expect([...new Set(imported)].filter((place) => !pageSources.includes(place))).toEqual([]);
});
