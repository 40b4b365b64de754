import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { printCidr } from "#lib/core/net/cidr.ts";
import { ALL_SERVICES, servicesOf } from "#lib/core/net/service-set.ts";
import { arbitraryCidr, arbitraryService } from "#lib/core/testing/arbitrary-flows.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { MAY, ON, REACH, VIA } from "./keywords.ts";
import { parseQuestion } from "./parse-question.ts";
import { printQuestion } from "./print-question.ts";
import type { AskedHop, Named, Question } from "./question.ts";
import { readMoment } from "./read-moment.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const NOW = Date.UTC(2026, 10, 22, 19, 30);

const words = [
  ...MAY,
  ...REACH,
  ...ON,
  ...VIA,
  "who",
  "what",
  "then",
  "at",
  "of",
  "the",
  "tier",
  "internet",
  "now",
];
const moments = ["3 March", "14:00", "yesterday", "2 hours ago", "2026-03-03", "march", "at 2pm"];
const things = [
  "db:3306",
  "db",
  '"',
  '"a b"',
  "->",
  ",",
  "10.0.0.0/8",
  "::1",
  "[::1]:22",
  "tcp/443",
  "storefront/db",
];

const name = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/),
  fc.constantFrom(
    ...words,
    ...moments,
    ...things,
    "Mara's laptop",
    "this laptop",
    "sg-1",
    "a\\",
    'a"b',
    "“x”",
  ),
);

const named: fc.Arbitrary<Named> = fc.oneof(
  fc.constantFrom<Named>({ kind: "here" }, { kind: "internet" }),
  arbitraryCidr.map((cidr): Named => ({ kind: "cidr", cidr: printCidr(cidr) })),
  fc.constantFrom<Named>(
    { kind: "group", id: "sg-0a1b2c3d" },
    { kind: "instance", id: "i-0a1b2c3d" },
    { kind: "interface", id: "eni-0a1b2c3d" },
  ),
  fc
    .tuple(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), fc.option(name))
    .map(([tier, stack]): Named => ({ kind: "tier", tier, stack })),
  name.map((each): Named => ({ kind: "name", name: each })),
);

const services = fc.oneof(
  fc.constant(ALL_SERVICES),
  fc.array(arbitraryService, { minLength: 1, maxLength: 3 }).map(servicesOf),
);
const hop: fc.Arbitrary<AskedHop> = fc.record({ to: named, services });
const at = fc.option(
  fc
    .oneof(
      fc.nat({ max: NOW - 1 }),
      fc.nat({ max: NOW / 60_000 - 1 }).map((minute) => minute * 60_000),
    )
    .map((each) => new Date(each).toISOString()),
);

const question: fc.Arbitrary<Question> = fc.oneof(
  fc.record({
    kind: fc.constant("can" as const),
    from: named,
    hops: fc.array(hop, { minLength: 1, maxLength: 3 }),
    at,
  }),
  fc.record({ kind: fc.constant("who" as const), to: named, services, at }),
  fc.record({ kind: fc.constant("what" as const), from: named, services, at }),
);

const sentence = fc
  .array(
    fc.oneof(fc.constantFrom(...words, ...moments, ...things), fc.string({ unit: "binary", maxLength: 6 })),
    {
      maxLength: 14,
    },
  )
  .map((parts) => parts.join(" "));

describe("reading questions", () => {
  it("reads back whatever was printed", () => {
    fc.assert(
      fc.property(question, (asked) => {
        expect(parseQuestion(printQuestion(asked), NOW)).toEqual({ ok: true, value: asked });
      }),
      { numRuns: lawCases() },
    );
  });

  it("answers any text, and prints what it understood so that it means the same", () => {
    fc.assert(
      fc.property(fc.oneof(sentence, fc.string({ unit: "binary", maxLength: 80 })), (text) => {
        const read = parseQuestion(text, NOW);
        if (read.ok) expect(parseQuestion(printQuestion(read.value), NOW)).toEqual(read);
        else expect(read.problem.sentence).not.toBe("");
      }),
      { numRuns: lawCases() },
    );
  });

  it("knows every moment it prints, and none that is still to come", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: NOW * 2 }), (moment) => {
        expect(readMoment(`at ${new Date(moment).toISOString()}`, NOW)).toBe(moment);
        const read = parseQuestion(`who could reach db:3306 at ${new Date(moment).toISOString()}`, NOW);
        expect(read.ok).toBe(moment <= NOW);
      }),
      { numRuns: lawCases() },
    );
  });
});
