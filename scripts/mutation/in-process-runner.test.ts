import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { testCollector } from "./collect-tests.ts";
import { freshModules } from "./fresh-modules.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "sallyport-mutation-"));
afterAll(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string): string => {
  const whole = path.join(root, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
};

write("package.json", "{}");
write("lib/count.ts", "let count: number = 0;\nexport const next = (): number => (count += 1);\n");
write(
  "lib/twice.ts",
  'import { next } from "./count.ts";\nexport const twice = [next(), next()] as const;\n',
);
const file = write(
  "lib/twice.test.ts",
  [
    'import { describe, expect, it } from "vitest";',
    'import { next } from "#lib/count.ts";',
    'import { twice } from "./twice.ts";',
    'describe("a module", () => {',
    '  it("is evaluated once", () => expect([...twice, next()]).toEqual([1, 2, 3]));',
    '  it.each([[1, 2], [3, 4]])("%i, %i", (a, b) => expect(a).toBe(b - 1));',
    '  it("may fail", () => expect(twice).toEqual([]));',
    "});",
  ].join("\n"),
);

describe("the runner of mutants", () => {
  const { vitest, collect } = testCollector(expect);
  const freshLoad = freshModules(root, new Map([["vitest", vitest]]));

  it("finds a file's tests by title and place in their table", () => {
    const load = freshLoad();
    expect(collect("twice.test.ts", () => load(file)).map(({ id }) => id)).toEqual([
      "twice.test.ts#a module is evaluated once",
      "twice.test.ts#a module %i, %i #0",
      "twice.test.ts#a module %i, %i #1",
      "twice.test.ts#a module may fail",
    ]);
  });

  it("evaluates everything anew for the next mutant, and tells what fails", () => {
    for (const load of [freshLoad(), freshLoad()]) {
      const [first, ...others] = collect("twice.test.ts", () => load(file));
      expect(() => first?.run()).not.toThrow();
      expect(() => first?.run()).toThrow();
      expect(
        others.map(({ run }) => {
          try {
            run();
            return true;
          } catch {
            return false;
          }
        }),
      ).toEqual([true, true, false]);
    }
  });
});
