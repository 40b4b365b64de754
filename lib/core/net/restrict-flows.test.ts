import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { arbitraryFlows } from "#lib/core/testing/arbitrary-flows.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { type FlowSet, intersectFlows } from "./flow-set.ts";
import {
  onlyServices,
  segmentsWithin,
  servicesOfEvery,
  servicesOfGroup,
  servicesOfSome,
} from "./restrict-flows.ts";
import { type ServiceSet, unionServices } from "./service-set.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const A: ServiceSet = [{ from: 22, to: 22 }];
const B: ServiceSet = [{ from: 80, to: 90 }];
const C: ServiceSet = [{ from: 22, to: 80 }];

const SEGMENTS = [
  { from: 10n, to: 20n, services: A },
  { from: 21n, to: 30n, services: C },
  { from: 40n, to: 50n, services: B },
];
const SET: FlowSet = {
  ipv4: SEGMENTS,
  ipv6: [{ from: 5n, to: 6n, services: B }],
  groups: [
    { groupId: "sg-1", services: A },
    { groupId: "sg-2", services: B },
  ],
};

describe("the part of a set that uses some services", () => {
  it("is what the set has in common with those services for everybody it names", () => {
    fc.assert(
      fc.property(arbitraryFlows, arbitraryFlows, (set, other) => {
        const named = [...other.ipv4, ...other.ipv6, ...other.groups].map(({ services }) => services);
        for (const services of [named.reduce(unionServices, []), named[0] ?? []])
          expect(onlyServices(set, services)).toStrictEqual(
            intersectFlows(set, {
              ipv4: set.ipv4.map((segment) => ({ ...segment, services })),
              ipv6: set.ipv6.map((segment) => ({ ...segment, services })),
              groups: set.groups.map((group) => ({ ...group, services })),
            }),
          );
      }),
      { numRuns: lawCases() },
    );
  });

  it("is written as one where neighbours become alike, and only there", () => {
    expect(onlyServices(SET, A)).toStrictEqual({
      ipv4: [{ from: 10n, to: 30n, services: A }],
      ipv6: [],
      groups: [{ groupId: "sg-1", services: A }],
    });
    expect(onlyServices(SET, [{ from: 80, to: 80 }]).ipv4).toStrictEqual([
      { from: 21n, to: 30n, services: [{ from: 80, to: 80 }] },
      { from: 40n, to: 50n, services: [{ from: 80, to: 80 }] },
    ]);
    expect(onlyServices(SET, [{ from: 22, to: 90 }])).toStrictEqual(SET);
    expect(onlyServices(SET, [])).toStrictEqual({ ipv4: [], ipv6: [], groups: [] });
  });
});

describe("the part of a set that touches a range", () => {
  it.each([
    [0n, 9n, []],
    [0n, 10n, [0]],
    [20n, 20n, [0]],
    [20n, 21n, [0, 1]],
    [21n, 21n, [1]],
    [30n, 39n, [1]],
    [31n, 39n, []],
    [31n, 40n, [2]],
    [15n, 45n, [0, 1, 2]],
    [50n, 60n, [2]],
    [51n, 60n, []],
  ])("from %i to %i: segments %j", (from, to, places) => {
    const expected = places.map((place) => SEGMENTS[place]);
    expect(segmentsWithin(SET, "ipv4", { from, to })).toStrictEqual(expected);
  });

  it("is of the family that was asked for", () => {
    expect(segmentsWithin(SET, "ipv6", { from: 0n, to: 100n })).toStrictEqual(SET.ipv6);
    expect(segmentsWithin({ ...SET, ipv4: [] }, "ipv4", { from: 0n, to: 100n })).toStrictEqual([]);
  });

  it.each([
    [10n, 20n, A, A],
    [12n, 18n, A, A],
    [9n, 20n, A, []],
    [10n, 30n, C, A],
    [21n, 30n, C, C],
    [21n, 31n, C, []],
    [25n, 45n, unionServices(C, B), []],
    [40n, 50n, B, B],
    [40n, 51n, B, []],
    [39n, 41n, B, []],
    [31n, 39n, [], []],
    [60n, 70n, [], []],
  ])("from %i to %i: some may use %j, every one %j", (from, to, some, every) => {
    expect(servicesOfSome(SET, "ipv4", { from, to })).toStrictEqual(some);
    expect(servicesOfEvery(SET, "ipv4", { from, to })).toStrictEqual(every);
  });

  it("every address of two segments may use only what both allow", () => {
    const set = {
      ...SET,
      ipv4: [SEGMENTS[1], { from: 31n, to: 35n, services: B }].flatMap((each) => each ?? []),
    };
    expect(servicesOfEvery(set, "ipv4", { from: 21n, to: 35n })).toStrictEqual([{ from: 80, to: 80 }]);
  });
});

it("a group's services are its own", () => {
  expect(servicesOfGroup(SET, "sg-1")).toStrictEqual(A);
  expect(servicesOfGroup(SET, "sg-2")).toStrictEqual(B);
  expect(servicesOfGroup(SET, "sg-3")).toStrictEqual([]);
});
