/** Random flow sets for law tests: mostly within a tiny corner, so that they meet, touch and nest often. */
import fc from "fast-check";
import type { Family } from "#lib/core/net/address.ts";
import { type Cidr, cidrAround } from "#lib/core/net/cidr.ts";
import { type FlowSet, unionAllFlows } from "#lib/core/net/flow-set.ts";
import { firstPoint, LAST_SERVICE } from "#lib/core/net/protocol.ts";
import { flowsOfRectangle, type Rectangle } from "#lib/core/net/rectangle.ts";
import type { ServiceRange } from "#lib/core/net/service-set.ts";

const near = (family: Family): fc.Arbitrary<Cidr> => {
  const base = family === "ipv4" ? 0x0a00_0000n : 0x2001_0db8n << 96n;
  const bits = family === "ipv4" ? 32 : 128;
  return fc
    .record({ host: fc.bigInt({ min: 0n, max: 31n }), length: fc.integer({ min: bits - 5, max: bits }) })
    .map(({ host, length }) => cidrAround({ family, value: base + host }, length));
};

const anywhere = (family: Family): fc.Arbitrary<Cidr> => {
  const bits = family === "ipv4" ? 32 : 128;
  return fc
    .record({
      value: fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }),
      length: fc.integer({ min: 0, max: bits }),
    })
    .map(({ value, length }) => cidrAround({ family, value }, length));
};

export const arbitraryCidr: fc.Arbitrary<Cidr> = fc.oneof(
  { arbitrary: near("ipv4"), weight: 4 },
  { arbitrary: near("ipv6"), weight: 2 },
  { arbitrary: anywhere("ipv4"), weight: 1 },
  { arbitrary: anywhere("ipv6"), weight: 1 },
);

const between = (start: number, width: number): fc.Arbitrary<ServiceRange> =>
  fc
    .tuple(fc.integer({ min: 0, max: width - 1 }), fc.integer({ min: 0, max: width - 1 }))
    .map(([a, b]) => ({ from: start + Math.min(a, b), to: start + Math.max(a, b) }));

/** Ranges of the service axis, often a few ports of tcp or types of icmp, sometimes across protocols. */
export const arbitraryService: fc.Arbitrary<ServiceRange> = fc.oneof(
  { arbitrary: between(firstPoint(6) + 20, 6), weight: 5 },
  { arbitrary: between(firstPoint(17), 4), weight: 1 },
  { arbitrary: between(firstPoint(1), 65_536), weight: 1 },
  { arbitrary: between(firstPoint(7) - 3, 8), weight: 1 },
  { arbitrary: between(0, LAST_SERVICE + 1), weight: 1 },
  { arbitrary: fc.constant({ from: 0, to: LAST_SERVICE }), weight: 1 },
);

export const arbitraryRectangle: fc.Arbitrary<Rectangle> = fc.record({
  peer: fc.oneof(
    { arbitrary: arbitraryCidr.map((cidr) => ({ kind: "cidr" as const, cidr })), weight: 4 },
    {
      arbitrary: fc
        .constantFrom("sg-a", "sg-b", "sg-c")
        .map((groupId) => ({ kind: "group" as const, groupId })),
      weight: 1,
    },
  ),
  service: arbitraryService,
});

export const arbitraryFlows: fc.Arbitrary<FlowSet> = fc
  .array(arbitraryRectangle, { maxLength: 7 })
  .map((rectangles) => unionAllFlows(rectangles.map(flowsOfRectangle)));
