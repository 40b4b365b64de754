import { describe, expect, it } from "vitest";
import { type Family, lastAddress } from "./address.ts";
import { type AddressRange, cidrsOfRange, mergeRanges } from "./address-range.ts";
import { printCidr } from "./cidr.ts";
import { flowsWithRanges } from "./flow-set.ts";
import { privateRanges, publicRanges, servicesOpenToWorld } from "./world.ts";

const sizeOf = (ranges: readonly AddressRange[]): bigint =>
  ranges.reduce((sum, { from, to }) => sum + (to - from + 1n), 0n);
const networks = (family: Family, ranges: readonly AddressRange[]): string[] =>
  ranges.flatMap((range) => cidrsOfRange(family, range)).map(printCidr);

describe("public and private addresses", () => {
  it("are what IANA's registry says", () => {
    expect(networks("ipv4", privateRanges("ipv4"))).toStrictEqual([
      "0.0.0.0/8",
      "10.0.0.0/8",
      "100.64.0.0/10",
      "127.0.0.0/8",
      "169.254.0.0/16",
      "172.16.0.0/12",
      "192.0.0.0/24",
      "192.168.0.0/16",
      "198.18.0.0/15",
      "224.0.0.0/3",
    ]);
    expect(networks("ipv6", publicRanges("ipv6"))).toStrictEqual(["2000::/3"]);
  });

  it.each(["ipv4", "ipv6"] as const)("of %s are all there is, each one or the other", (family) => {
    const [open, closed] = [publicRanges(family), privateRanges(family)];
    expect(mergeRanges([...open, ...closed])).toStrictEqual([{ from: 0n, to: lastAddress(family) }]);
    expect(sizeOf(open) + sizeOf(closed)).toBe(lastAddress(family) + 1n);
    expect(mergeRanges(open)).toStrictEqual(open);
  });
});

describe("what is open to the world", () => {
  const SSH = { from: 22, to: 22 };
  const WEB = { from: 80, to: 81 };
  const start = 1n << 125n;

  it("is open to a quarter of the public addresses, one fewer is not enough", () => {
    const quarter = sizeOf(publicRanges("ipv6")) / 4n;
    const open = (size: bigint) =>
      servicesOpenToWorld(flowsWithRanges("ipv6", [{ from: start, to: start + size - 1n }], [SSH]));
    expect(open(quarter)).toStrictEqual([SSH]);
    expect(open(quarter - 1n)).toStrictEqual([]);
  });

  it("counts what is public alone, up to the last address", () => {
    const all = publicRanges("ipv4");
    const one = all.at(-1)?.to ?? 0n;
    const open = (ranges: readonly AddressRange[]) =>
      servicesOpenToWorld(flowsWithRanges("ipv4", ranges, [SSH]), 100);
    expect(open([{ from: 0n, to: lastAddress("ipv4") }])).toStrictEqual([SSH]);
    expect(open(all)).toStrictEqual([SSH]);
    expect(open([{ from: 0n, to: one }])).toStrictEqual([SSH]);
    expect(open([{ from: 0n, to: one - 1n }])).toStrictEqual([]);
    expect(servicesOpenToWorld(flowsWithRanges("ipv4", privateRanges("ipv4"), [SSH]), 0)).toStrictEqual([]);
  });

  it("is each service on its own, and nothing between them", () => {
    const everybody = [{ from: 0n, to: lastAddress("ipv4") }];
    const open = servicesOpenToWorld(flowsWithRanges("ipv4", everybody, [SSH, WEB]), 0);
    expect(open).toStrictEqual([SSH, WEB]);
  });
});
