import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { arbitraryCidr } from "#lib/core/testing/arbitrary-flows.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { addressBits, lastAddress, lower, printAddress } from "./address.ts";
import { cidrEnclosing, cidrsOfRange, mergeRanges, rangeOfCidr } from "./address-range.ts";
import { canonicaliseCidr, cidrAround, printCidr } from "./cidr.ts";
import { readAddress } from "./parse-address.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const RUNS = { numRuns: lawCases() };

const arbitraryRange = fc.constantFrom("ipv4" as const, "ipv6" as const).chain((family) =>
  fc
    .tuple(
      fc.bigInt({ min: 0n, max: lastAddress(family) }),
      fc.oneof(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 0n, max: lastAddress(family) })),
    )
    .map(([from, size]) => {
      return { family, range: { from, to: lower(from + size, lastAddress(family)) } };
    }),
);

describe("law 1: addresses, networks and ranges", () => {
  it("parse and print are inverse", () => {
    fc.assert(
      fc.property(arbitraryCidr, arbitraryRange, (cidr, { family, range }) => {
        expect(canonicaliseCidr(printCidr(cidr))).toStrictEqual({ ok: true, value: cidr });
        const address = { family, value: range.from };
        expect(readAddress(printAddress(address))).toStrictEqual({ ok: true, value: address });
      }),
      RUNS,
    );
  });

  it("a network is the same whether it is read in one pass or part by part, whatever stands in the text", () => {
    const character = fc.constantFrom(..."0123456789", ".", "/", "-", " ", "a", "x", ":");
    const text = fc.oneof(
      fc.string({ unit: character, maxLength: 20 }),
      fc.tuple(arbitraryCidr, fc.nat(24), character, fc.boolean()).map(([cidr, place, other, replaced]) => {
        const whole = printCidr(cidr);
        return whole.slice(0, place) + other + whole.slice(place + (replaced ? 1 : 0));
      }),
    );
    fc.assert(
      fc.property(text, (written) => {
        const [address = "", length, ...more] = written.split("/");
        const read = readAddress(address);
        const bits = read.ok ? addressBits(read.value.family) : 0;
        const isWhole =
          read.ok &&
          more.length === 0 &&
          /^(?:0|[1-9][0-9]{0,2})$/.test(length ?? "") &&
          Number(length) <= bits;
        const cidr = canonicaliseCidr(written);
        expect(cidr.ok).toBe(isWhole);
        if (cidr.ok && read.ok) expect(cidr.value).toStrictEqual(cidrAround(read.value, Number(length)));
      }),
      RUNS,
    );
  });

  it("an IPv6 address is what the URL standard reads it as, whatever stands in the text", () => {
    const hostOf = (text: string): string | null =>
      URL.canParse(`http://[${text}]/`) ? new URL(`http://[${text}]/`).hostname : null;
    const written = fc.constantFrom(
      "2001:db8::1",
      "::",
      "1::",
      "1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:7::",
      "::2:3:4:5:6:7:8",
    );
    const change = fc.tuple(fc.nat(20), fc.constantFrom(..."0aF:g.", ""), fc.nat(1));
    const text = fc
      .tuple(written, fc.array(change, { maxLength: 3 }))
      .map(([start, changes]) =>
        changes.reduce<string>(
          (sum, [place, other, cut]) => sum.slice(0, place) + other + sum.slice(place + cut),
          start,
        ),
      )
      .filter((changed) => changed.includes(":"));
    fc.assert(
      fc.property(text, (changed) => {
        const address = readAddress(changed);
        expect(address.ok ? hostOf(printAddress(address.value)) : null).toBe(hostOf(changed));
      }),
      RUNS,
    );
  });

  it("a range is exactly its networks, and no two of them could be one", () => {
    fc.assert(
      fc.property(arbitraryRange, ({ family, range }) => {
        const cidrs = cidrsOfRange(family, range);
        expect(mergeRanges(cidrs.map(rangeOfCidr))).toStrictEqual([range]);
        cidrs.forEach((cidr, at) => {
          const next = cidrs[at + 1];
          if (next === undefined || next.length !== cidr.length) return;
          const both = cidrEnclosing(family, { from: cidr.base, to: next.base });
          expect(both.length).toBeLessThan(cidr.length - 1);
        });
        expect(cidrs.length).toBeLessThanOrEqual(2 * addressBits(family));
      }),
      RUNS,
    );
  });

  it("the enclosing network contains the range and none of its halves does", () => {
    fc.assert(
      fc.property(arbitraryRange, ({ family, range }) => {
        const { from, to } = rangeOfCidr(cidrEnclosing(family, range));
        expect(from <= range.from && range.to <= to).toBe(true);
        const middle = from + (to - from) / 2n;
        if (from !== to) expect(range.from <= middle && middle < range.to).toBe(true);
      }),
      RUNS,
    );
  });
});
