import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { arbitraryFlows } from "#lib/core/testing/arbitrary-flows.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { parseFlows, printFlows } from "./flow-line.ts";
import {
  equalFlows,
  everyFlow,
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  isSubsetOfFlows,
  NO_FLOWS,
  subtractFlows,
  unionAllFlows,
  unionFlows,
} from "./flow-set.ts";
import { holdsPacket, witnessOf } from "./packet.ts";
import { flowsOfRectangle, rectanglesOf } from "./rectangle.ts";
import type { Segment } from "./segment.ts";
import { equalServices, type ServiceSet } from "./service-set.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const RUNS = { numRuns: lawCases() };
const EVERYTHING = everyFlow(["sg-a", "sg-b", "sg-c"]);
const complement = (set: FlowSet) => subtractFlows(EVERYTHING, set);

const always = (law: (a: FlowSet, b: FlowSet, c: FlowSet) => void) =>
  fc.assert(fc.property(arbitraryFlows, arbitraryFlows, arbitraryFlows, law), RUNS);

const servicesAreCanonical = (services: ServiceSet) =>
  services.length > 0 &&
  services.every((range, at) => {
    const before = services[at - 1];
    return range.from <= range.to && (before === undefined || before.to + 1 < range.from);
  });

const segmentsAreCanonical = (segments: readonly Segment[]) =>
  segments.every((segment, at) => {
    const before = segments[at - 1];
    const touches = before !== undefined && before.to + 1n === segment.from;
    return (
      segment.from <= segment.to &&
      (before === undefined || before.to < segment.from) &&
      !(touches && equalServices(before.services, segment.services)) &&
      servicesAreCanonical(segment.services)
    );
  });

describe("law 1: sets of flows are a Boolean algebra", () => {
  it("union and intersection commute, associate, absorb and distribute", () => {
    always((a, b, c) => {
      expect(unionFlows(a, b)).toStrictEqual(unionFlows(b, a));
      expect(intersectFlows(a, b)).toStrictEqual(intersectFlows(b, a));
      expect(unionFlows(unionFlows(a, b), c)).toStrictEqual(unionFlows(a, unionFlows(b, c)));
      expect(intersectFlows(intersectFlows(a, b), c)).toStrictEqual(intersectFlows(a, intersectFlows(b, c)));
      expect(unionFlows(a, intersectFlows(a, b))).toStrictEqual(a);
      expect(intersectFlows(a, unionFlows(a, b))).toStrictEqual(a);
      expect(intersectFlows(a, unionFlows(b, c))).toStrictEqual(
        unionFlows(intersectFlows(a, b), intersectFlows(a, c)),
      );
      expect(unionAllFlows([a, b, c])).toStrictEqual(unionFlows(unionFlows(a, b), c));
    });
  });

  it("every set has a complement", () => {
    always((a, b) => {
      expect(unionFlows(a, complement(a))).toStrictEqual(EVERYTHING);
      expect(intersectFlows(a, complement(a))).toStrictEqual(NO_FLOWS);
      expect(complement(complement(a))).toStrictEqual(a);
      expect(complement(unionFlows(a, b))).toStrictEqual(intersectFlows(complement(a), complement(b)));
      expect(subtractFlows(a, b)).toStrictEqual(intersectFlows(a, complement(b)));
    });
  });

  it("subset, emptiness and equality agree with the operations", () => {
    always((a, b) => {
      const common = intersectFlows(a, b);
      expect(isSubsetOfFlows(a, b)).toBe(equalFlows(common, a));
      expect(isSubsetOfFlows(common, a)).toBe(true);
      expect(isEmptyFlows(a)).toBe(equalFlows(a, NO_FLOWS));
      expect(equalFlows(a, b)).toBe(isSubsetOfFlows(a, b) && isSubsetOfFlows(b, a));
    });
  });

  it("every result is canonical, so equal sets are deeply equal", () => {
    always((a, b) => {
      for (const set of [a, unionFlows(a, b), intersectFlows(a, b), subtractFlows(a, b)]) {
        expect(segmentsAreCanonical(set.ipv4) && segmentsAreCanonical(set.ipv6)).toBe(true);
        expect(set.groups.every((group) => servicesAreCanonical(group.services))).toBe(true);
        const groupIds = set.groups.map((group) => group.groupId);
        expect(groupIds).toStrictEqual([...new Set(groupIds)].sort());
      }
      const again = unionFlows(subtractFlows(a, b), intersectFlows(a, b));
      expect(again).toStrictEqual(a);
      expect(printFlows(again)).toStrictEqual(printFlows(a));
    });
  });

  it("parse and print are inverse", () => {
    fc.assert(
      fc.property(arbitraryFlows, (a) => {
        const lines = printFlows(a);
        expect(parseFlows(lines)).toStrictEqual({ ok: true, value: a });
        expect(new Set(lines.map((line) => JSON.stringify(line))).size).toBe(lines.length);
      }),
      RUNS,
    );
  });

  it("no line reaches outside its set", () => {
    fc.assert(
      fc.property(arbitraryFlows, (a) => {
        for (const rectangle of rectanglesOf(a))
          expect(isSubsetOfFlows(flowsOfRectangle(rectangle), a)).toBe(true);
      }),
      RUNS,
    );
  });

  it("a witness is a packet of its set, and only the empty set has none", () => {
    always((a, b) => {
      for (const set of [a, subtractFlows(a, b)]) {
        const witness = witnessOf(set);
        expect(witness === null).toBe(isEmptyFlows(set));
        if (witness !== null) expect(holdsPacket(set, witness)).toBe(true);
      }
    });
  });
});
