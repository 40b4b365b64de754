import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import type { Json } from "./canonical-json.ts";
import { clearText, commitment, splitDetails } from "./personal.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const utf8 = (text: string) => new TextEncoder().encode(text);

const action = fc.constantFrom("change.asked", "person.changed", "stack.saved", "grant.ending");
const name = fc.oneof(
  fc.constantFrom("actorName", "address", "of", "name", "title", "reason", "number", "pin", "yaml"),
  fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text !== "__proto__"),
);
const details = fc.dictionary(name, fc.jsonValue({ noUnicodeString: false, maxDepth: 2 })) as fc.Arbitrary<
  Readonly<Record<string, Json>>
>;

it("what an entry says is in its bytes or in exactly one part, and nothing is lost", () => {
  fc.assert(
    fc.property(action, details, (done, said) => {
      const { open, personal } = splitDetails(done, said);
      const all = [open, ...personal.values()];
      expect(Object.assign({}, ...all)).toEqual({ ...said });
      expect(all.reduce((sum, part) => sum + Object.keys(part).length, 0)).toBe(Object.keys(said).length);
    }),
    { numRuns: lawCases() },
  );
});

it("a name stands in no bytes, under whatever detail and however deep, unless Sallyport gives that detail itself", () => {
  const within = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constant("Mara Haddad"),
      fc.array(tie("value"), { minLength: 1, maxLength: 2 }),
      fc.dictionary(fc.string({ maxLength: 3 }), tie("value"), { minKeys: 1, maxKeys: 2 }),
    ),
  })).value;
  const free = fc.stringMatching(/^x[a-z]{1,6}$/);
  fc.assert(
    fc.property(
      action,
      fc.oneof(free, fc.constantFrom("of", "title", "actorName", "yaml")),
      within,
      (done, key, value) => {
        expect(JSON.stringify(splitDetails(done, { [key]: value }).open)).toBe("{}");
      },
    ),
    { numRuns: lawCases() },
  );
});

it("a commitment holds for its salt and text alone", () => {
  const salt = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(salt, salt, details, details, (one, other, said, else_) => {
      const hash = (by: Uint8Array, of: typeof said) =>
        Buffer.from(commitment(by, clearText(of), sha256, utf8)).toString("hex");
      const same = Buffer.from(one).equals(other) && clearText(said) === clearText(else_);
      expect(hash(one, said) === hash(other, else_)).toBe(same);
      expect(hash(one, said)).toBe(hash(one, Object.fromEntries(Object.entries(said).reverse())));
    }),
    { numRuns: lawCases() },
  );
});

it("numbers, times, ids, roles and hashes stay open", () => {
  const said = {
    ...{ number: 7, endsAt: "2026-11-23T18:00:00.000Z", pin: "ab".repeat(32), alreadyOpenBy: null },
    ...{
      changeId: "0190a5d8-2f5c-7d0e-9a52-6a3b8f1c2d3e",
      actorRoles: ["cloud_admin"],
      groups: { web: "sg-0123456789abcdef0" },
    },
    approvals: [{ personId: "0190a5d8-2f5c-7d0e-9a52-6a3b8f1c2d3e", role: "cloud_admin" }],
  };
  expect(splitDetails("change.applied", said)).toEqual({ open: said, personal: new Map() });
});
