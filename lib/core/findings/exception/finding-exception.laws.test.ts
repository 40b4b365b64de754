/**
 * Laws: an exception never hides more than its finding; it ends at its time; what grows comes back. The opinion beside
 * the algebra asks packet by packet: each line below is written out as the kinds of packet it lets through.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lawCases } from "#lib/core/testing/law-cases.ts";
import { SEVERITIES } from "../catalogue/catalogue-finding.ts";
import { type Extent, extentOf } from "../catalogue/extent.ts";
import { covers, exceptionTo, type FindingException, isInForce } from "./finding-exception.ts";

const times = { numRuns: lawCases() };
const arbitraryThings = fc.subarray(["rule a", "rule b", "tier web", "world tcp/22"]);

/** Two halves of a network, the whole of it, a range of ports, everybody, a group: what each lets through, one by one. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  "10.0.0.0/25 tcp/22": ["low 22"],
  "10.0.0.128/25 tcp/22": ["high 22"],
  "10.0.0.0/24 tcp/22": ["low 22", "high 22"],
  "10.0.0.0/24 tcp/20-25": ["low 20", "low 22", "high 20", "high 22"],
  "10.0.0.0/24 tcp/3306": ["low 3306", "high 3306"],
  "0.0.0.0/0 tcp/22": ["low 22", "high 22", "far 22"],
  "::/0 tcp/22": ["six 22"],
  "sg-a tcp/22": ["group 22"],
};
const arbitraryLines = fc.subarray(Object.keys(LINES));
const arbitraryParts = fc.record({
  ingress: arbitraryLines,
  egress: arbitraryLines,
  things: arbitraryThings,
  amount: fc.integer({ min: 0, max: 4 }),
});
type Parts = typeof arbitraryParts extends fc.Arbitrary<infer Value> ? Value : never;

const flows = (direction: "ingress" | "egress", lines: readonly string[]) =>
  lines.map((line) => {
    const [peer = "", service = ""] = line.split(" ");
    return { direction, peer, service };
  });

const extent = ({ ingress, egress, things, amount }: Parts): Extent =>
  extentOf({ flows: [...flows("ingress", ingress), ...flows("egress", egress)], things, amount });

const packets = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => LINES[line] ?? []);

const reachesBeyond = (now: readonly string[], before: readonly string[]): boolean =>
  packets(now).some((packet) => !packets(before).includes(packet));

const arbitraryFinding = fc.record({
  id: fc.constantFrom("extra/shop/1", "extra/shop/2"),
  severity: fc.constantFrom(...SEVERITIES),
  certainty: fc.constantFrom("sure" as const, "cannot-tell" as const),
  parts: arbitraryParts,
  stackId: fc.constantFrom("stack-1", "stack-2", null),
});
type Made = typeof arbitraryFinding extends fc.Arbitrary<infer Value> ? Value : never;

const placed = ({ id, severity, certainty, parts, stackId }: Made) => ({
  finding: { id, severity, certainty, extent: extent(parts) },
  stackId,
});

const BEGAN = 1_000_000;
const exceptionFor = (made: Made, length = 1_000): FindingException => ({
  findingId: made.id,
  stackId: made.stackId,
  extent: { severity: made.severity, certainty: made.certainty, ...extent(made.parts) },
  beganAt: new Date(BEGAN),
  endsAt: new Date(BEGAN + length),
});

const outside = (now: Parts, before: Parts): boolean =>
  reachesBeyond(now.ingress, before.ingress) ||
  reachesBeyond(now.egress, before.egress) ||
  now.things.some((thing) => !before.things.includes(thing)) ||
  now.amount > before.amount;

describe("exceptions", () => {
  it("cover exactly what lies within the finding they were given for", () => {
    fc.assert(
      fc.property(arbitraryFinding, arbitraryFinding, (before, now) => {
        const isSame = before.id === now.id && before.stackId === now.stackId;
        const isWorse = SEVERITIES.indexOf(now.severity) < SEVERITIES.indexOf(before.severity);
        const expected =
          isSame && before.certainty === now.certainty && !isWorse && !outside(now.parts, before.parts);
        expect(covers(exceptionFor(before), placed(now))).toBe(expected);
      }),
      times,
    );
  });

  it("cover the finding itself, however its flows are written", () => {
    fc.assert(
      fc.property(arbitraryFinding, (made) => {
        const exception = exceptionFor(made);
        const turned = { ...exception.extent, flows: [...exception.extent.flows].reverse() };
        const doubled = { ...turned, flows: [...turned.flows, ...turned.flows] };
        expect(covers(exception, placed(made))).toBe(true);
        expect(covers({ ...exception, extent: doubled }, placed(made))).toBe(true);
      }),
      times,
    );
  });

  it("do not cover what grew, and cover it again once it shrank back", () => {
    fc.assert(
      fc.property(arbitraryFinding, arbitraryLines, (made, more) => {
        const exception = exceptionFor(made);
        const parts = { ...made.parts, ingress: [...made.parts.ingress, ...more] };
        const grew = reachesBeyond(more, made.parts.ingress);
        expect(covers(exception, placed({ ...made, parts }))).toBe(!grew);
        expect(covers(exception, placed(made))).toBe(true);
      }),
      times,
    );
  });

  it("are nothing before they begin and from the moment they end", () => {
    fc.assert(
      fc.property(
        arbitraryFinding,
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: -2_000, max: 8_000 }),
        (made, length, at) => {
          const exception = exceptionFor(made, length);
          const now = new Date(BEGAN + at);
          expect(isInForce(exception, now)).toBe(at >= 0 && at < length);
          expect(exceptionTo(placed(made), [exception], now)).toBe(at >= 0 && at < length ? exception : null);
        },
      ),
      times,
    );
  });

  it("of several, the one that ends last is named, and each hides no more than alone", () => {
    fc.assert(
      fc.property(arbitraryFinding, fc.array(arbitraryFinding, { maxLength: 4 }), (now, given) => {
        const exceptions = given.map((each, index) => exceptionFor({ ...each, id: now.id }, 500 + index));
        const named = exceptionTo(placed(now), exceptions, new Date(BEGAN));
        const alone = exceptions.filter((each) => covers(each, placed(now)));
        expect(named).toBe(alone.at(-1) ?? null);
      }),
      times,
    );
  });

  it("never cover a finding of which nobody can tell how far it reaches", () => {
    fc.assert(
      fc.property(arbitraryFinding, (made) => {
        const { finding, stackId } = placed(made);
        expect(covers(exceptionFor(made), { finding: { ...finding, extent: null }, stackId })).toBe(false);
      }),
      times,
    );
  });
});
