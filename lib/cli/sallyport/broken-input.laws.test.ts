import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runIn } from "#lib/testing/command/run-in.ts";
import { type ShopFiles, shopFiles } from "#lib/testing/command/shop-files.ts";

let shop: ShopFiles;
beforeAll(() => {
  shop = shopFiles();
});
afterAll(() => shop.remove());

const piped = (bytes: Buffer) => ({ readInput: async () => bytes });
const LINES = [
  "check",
  "diff --model model",
  "adopt --region eu-central-1",
  "explain sg-0123456789abcdea1",
] as const;

/** What stands in the answers at some place, replaced by something else. */
const replaced = (value: unknown, at: number, by: unknown): unknown => {
  let left = at;
  const walk = (here: unknown): unknown => {
    left -= 1;
    if (left === 0) return by;
    if (Array.isArray(here)) return here.map(walk);
    if (typeof here !== "object" || here === null) return here;
    return Object.fromEntries(Object.entries(here).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value);
};

const strange = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  1e308,
  65_536,
  1.5,
  "",
  "\u0000",
  "-1",
  "0.0.0.0/33",
  "::1/200",
  "__proto__",
  "x".repeat(5000),
  [],
  {},
  [[]],
  { GroupId: 7 },
  { __proto__: null, constructor: 1 },
);

describe("whatever is given", () => {
  it("is read, or refused with its place and reason, and never a stack trace", async () => {
    const text = readFileSync(path.join(shop.folder, "groups.json"), "utf8");
    const answers: unknown = JSON.parse(text);
    await fc.assert(
      fc.asyncProperty(fc.nat(400), strange, fc.constantFrom(...LINES), async (at, by, line) => {
        const bytes = Buffer.from(JSON.stringify(replaced(answers, at, by)));
        const { output, problems, code } = await runIn(shop.folder, line, piped(bytes));
        expect([0, 1, 2]).toContain(code);
        expect(`${output}${problems}`).not.toMatch(/\n\s+at |undefined|\[object|TypeError/);
        if (output === "") expect(problems).toMatch(/^sallyport: /);
      }),
      { numRuns: 150 },
    );
  }, 30_000);

  it("may be cut off anywhere", async () => {
    const text = readFileSync(path.join(shop.folder, "groups.json"), "utf8");
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 3), async (at) => {
        const ended = await runIn(shop.folder, "check", piped(Buffer.from(text.slice(0, at))));
        expect(ended).toMatchObject({ code: 2, output: "" });
        expect(ended.problems).toMatch(
          /^sallyport: standard input(, line \d+, column \d+)?: (This is not JSON|It is empty)/,
        );
      }),
      { numRuns: 150 },
    );
  }, 30_000);

  it("may be any bytes, and any words", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 60 }),
        fc.string({ maxLength: 30 }),
        async (bytes, words) => {
          expect((await runIn(shop.folder, "check", piped(Buffer.from(bytes)))).code).toBe(2);
          expect((await runIn(shop.folder, words)).code).toBeTypeOf("number");
          expect((await runIn(shop.folder, `diff ${words} --model model as-meant`)).code).toBeTypeOf(
            "number",
          );
        },
      ),
      { numRuns: 100 },
    );
  }, 30_000);

  it.each([
    ["[]", /standard input: is a list: leave out --query/],
    ["3", /standard input: is not an object/],
    ['{"SecurityGroups": {}}', /standard input, SecurityGroups: is not a list/],
    ['{"SecurityGroups": [{"GroupId": 1}]}', /standard input, SecurityGroups\[0\]\.GroupId: is the number 1/],
    ['{"Volumes": []}', /lists nothing that is read here/],
    ['{"SecurityGroups": [],}', /line 1, column 23: This is not JSON/],
  ])("%s is refused at its place", async (text, expected) => {
    const ended = await runIn(shop.folder, "check", piped(Buffer.from(text)));
    expect(ended.problems).toMatch(expected);
    expect(ended.code).toBe(2);
  });

  it("may be UTF-16, as PowerShell writes it, or begin with a mark", async () => {
    const text = readFileSync(path.join(shop.folder, "as-meant/groups.json"), "utf8");
    const plain = await runIn(shop.folder, "check", piped(Buffer.from(text)));
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    expect(await runIn(shop.folder, "check", piped(wide))).toEqual(plain);
    expect(await runIn(shop.folder, "check", piped(Buffer.from(`\ufeff${text}`)))).toEqual(plain);
  });

  it("in a model is refused by file and line", async () => {
    writeFileSync(path.join(shop.folder, "bad.yaml"), "name: shop\naccount: 111\n");
    const ended = await runIn(shop.folder, "diff --model bad.yaml as-meant");
    expect(ended.problems).toMatch(/^sallyport: bad\.yaml, line 2, column 10: account: .*12 digits/);
    expect(ended.code).toBe(2);
  });
});
