import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { canonicalBody } from "./canonical-body.ts";

/** Names that an engine would reorder, take for something else, or cannot write. */
const name = fc.oneof(
  fc.string(),
  fc.constantFrom("10", "9", "2", "__proto__", "constructor", "01", "-1", "\ud800"),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie("value")), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
  ),
})).value;

const wellFormed = (given: unknown): unknown => {
  if (typeof given === "string") return given.toWellFormed();
  if (Array.isArray(given)) return given.map(wellFormed);
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, member]) => [key.toWellFormed(), wellFormed(member)] as const),
  );
};

test("what is stored of a thing is its canonical JSON", () => {
  fc.assert(
    fc.property(value, (given) => {
      expect(canonicalBody(given)).toBe(canonicalJson(wellFormed(given)));
    }),
  );
});

test("half a character becomes the character for none", () => {
  expect(canonicalBody({ b: "x\ud800", a: ["\udc00"] })).toBe('{"a":["\ufffd"],"b":"x\ufffd"}');
});
