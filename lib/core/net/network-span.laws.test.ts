import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { arbitraryCidr } from "#lib/core/testing/arbitrary-flows.ts";
import { lawCases } from "#lib/core/testing/law-cases.ts";
import { lastAddress } from "./address.ts";
import { canonicaliseCidr, cidrAround, lastOf, printCidr } from "./cidr.ts";
import { networkSpan } from "./network-span.ts";

const RUNS = { numRuns: lawCases() };

vi.setConfig({ testTimeout: 120_000 });

/** Networks near each other: the same address in different lengths, or a few addresses on. */
const neighbours = fc
  .tuple(arbitraryCidr, fc.nat(128), fc.constantFrom(0n, 1n, 256n, 1n << 64n, 1n << 80n, 1n << 81n))
  .map(([cidr, length, distance]) => {
    const last = lastAddress(cidr.family);
    const value = cidr.base + distance > last ? last : cidr.base + distance;
    return [
      cidr,
      cidrAround({ family: cidr.family, value }, Math.min(length, cidr.family === "ipv4" ? 32 : 128)),
    ];
  });

describe("the span of a network", () => {
  it("meets that of every network it has an address in common with, and for IPv4 of no other", () => {
    fc.assert(
      fc.property(neighbours, ([a, b]) => {
        if (a === undefined || b === undefined) throw new Error("There are two.");
        const [one, other] = [networkSpan(printCidr(a)), networkSpan(printCidr(b))];
        if (one === null || other === null) throw new Error("Both are networks.");
        expect(one.family).toBe(a.family);
        const truly = a.base <= lastOf(b) && b.base <= lastOf(a);
        const meets = one.low <= other.high && other.low <= one.high;
        if (truly || a.family === "ipv4") expect(meets).toBe(truly);
      }),
      RUNS,
    );
  });

  it("is there for exactly the texts that are networks", () => {
    const change = fc.tuple(fc.nat(24), fc.constantFrom(..."0aFg:./", ""), fc.nat(1));
    const text = fc
      .tuple(arbitraryCidr, fc.array(change, { maxLength: 3 }))
      .map(([cidr, changes]) =>
        changes.reduce<string>(
          (sum, [place, other, cut]) => sum.slice(0, place) + other + sum.slice(place + cut),
          printCidr(cidr),
        ),
      );
    fc.assert(
      fc.property(text, (written) => {
        const read = canonicaliseCidr(written);
        const span = networkSpan(written);
        expect(span !== null).toBe(read.ok);
        if (span === null || !read.ok) return;
        const unseen = read.value.family === "ipv4" ? 0n : 80n;
        expect(span).toStrictEqual({
          family: read.value.family,
          low: Number(read.value.base >> unseen),
          high: Number(lastOf(read.value) >> unseen),
        });
      }),
      RUNS,
    );
  });
});
