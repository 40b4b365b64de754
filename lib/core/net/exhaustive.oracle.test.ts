/**
 * Tiny universes looked at whole: every set of flows there is in them, every pair of sets, every network and every range.
 * What a set holds is a number with a bit for each flow; none of the algebra is used to work it out.
 */
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { type Family, lastAddress } from "./address.ts";
import { type AddressRange, cidrEnclosing, cidrsOfRange, mergeRanges, rangeOfCidr } from "./address-range.ts";
import { parseFlows, printFlows } from "./flow-line.ts";
import {
  equalFlows,
  type FlowSet,
  flowsWithGroups,
  flowsWithRanges,
  intersectFlows,
  isEmptyFlows,
  isSubsetOfFlows,
  NO_FLOWS,
  subtractFlows,
  unionFlows,
} from "./flow-set.ts";
import { holdsPacket, type Packet, witnessOf } from "./packet.ts";
import { firstPoint, LAST_SERVICE } from "./protocol.ts";

vi.setConfig({ testTimeout: lawTimeout() });

type Peer = Packet["peer"];

const addresses = (family: Family, ...values: readonly bigint[]): Peer[] =>
  values.map((value) => ({ family, value }));
const groups = (...ids: readonly string[]): Peer[] => ids.map((groupId) => ({ groupId }));

const TCP = firstPoint(6);
const TOP = lastAddress("ipv6");

/** Peers and services of a universe; its edges are where sums and comparisons go wrong. */
const ALL_UNIVERSES: readonly [name: string, peers: readonly Peer[], services: readonly number[]][] = [
  ["addresses that touch", addresses("ipv4", 9n, 10n, 11n), [TCP + 21, TCP + 22, TCP + 23]],
  ["the lowest", addresses("ipv4", 0n, 1n), [0, 1, 2]],
  ["the highest", addresses("ipv6", TOP - 1n, TOP), [LAST_SERVICE - 2, LAST_SERVICE - 1, LAST_SERVICE]],
  ["between protocols", addresses("ipv4", 7n, 9n), [TCP - 1, TCP, TCP + 65_535, TCP + 65_536]],
  [
    "both families and groups",
    [...addresses("ipv4", 5n), ...addresses("ipv6", 5n), ...groups("sg-a", "sg-b")],
    [TCP, TCP + 1],
  ],
];

const flowOf = (peer: Peer, service: number): FlowSet => {
  const services = [{ from: service, to: service }];
  return "groupId" in peer
    ? flowsWithGroups([peer.groupId], services)
    : flowsWithRanges(peer.family, [{ from: peer.value, to: peer.value }], services);
};

/** Mutation testing, which asks for few cases, keeps to those of 64 sets; the largest has 262,144 pairs of sets. */
const UNIVERSES = ALL_UNIVERSES.filter(
  ([, peers, services]) => peers.length * services.length <= 6 || lawCases() >= 1_000,
);

describe.each(UNIVERSES)("every set of a tiny universe: %s", (_name, peers, services) => {
  const packets: readonly Packet[] = peers.flatMap((peer) => services.map((service) => ({ peer, service })));
  const all = 2 ** packets.length - 1;
  /** Each set in the one way that adds its flows one by one. */
  const sets: FlowSet[] = Array.from({ length: all + 1 }, () => NO_FLOWS);
  for (let bits = 1; bits <= all; bits += 1) {
    const highest = 31 - Math.clz32(bits);
    const packet = packets[highest];
    if (packet !== undefined)
      sets[bits] = unionFlows(sets[bits - 2 ** highest] ?? NO_FLOWS, flowOf(packet.peer, packet.service));
  }
  const setOf = (bits: number): FlowSet => sets[bits] ?? NO_FLOWS;

  it("holds exactly its packets, prints as itself, and has a witness of its own", () => {
    for (let bits = 0; bits <= all; bits += 1) {
      const set = setOf(bits);
      const held = packets.reduce((sum, packet, at) => sum + (holdsPacket(set, packet) ? 2 ** at : 0), 0);
      expect(held).toBe(bits);
      expect(parseFlows(printFlows(set))).toStrictEqual({ ok: true, value: set });
      const witness = witnessOf(set);
      expect(witness === null ? bits : holdsPacket(set, witness)).toBe(witness === null ? 0 : true);
    }
  });

  it("united, cut and subtracted with every other is the set that bits say, and no other is equal to it", () => {
    const text = sets.map((set) =>
      JSON.stringify(set, (_key, value) => (typeof value === "bigint" ? `${value}` : value)),
    );
    expect(new Set(text).size).toBe(all + 1);
    const wrong: string[] = [];
    const hold = (what: string, a: number, b: number, right: boolean) => {
      if (!right) wrong.push(`${what} ${a} ${b}`);
    };
    for (let a = 0; a <= all; a += 1)
      for (let b = 0; b <= all; b += 1) {
        const [left, right] = [setOf(a), setOf(b)];
        hold("union", a, b, equalFlows(unionFlows(left, right), setOf(a | b)));
        hold("intersection", a, b, equalFlows(intersectFlows(left, right), setOf(a & b)));
        hold("difference", a, b, equalFlows(subtractFlows(left, right), setOf(a & ~b)));
        hold("equal", a, b, equalFlows(left, right) === (a === b));
        hold("subset", a, b, isSubsetOfFlows(left, right) === ((a & b) === a));
        hold("empty", a, b, isEmptyFlows(left) === (a === 0));
      }
    expect(wrong).toEqual([]);
  });
});

describe("every range of 32 addresses, at the lowest and at the highest end of each family", () => {
  const starts = (["ipv4", "ipv6"] as const).flatMap((family) => [
    { family, start: 0n },
    { family, start: lastAddress(family) - 31n },
  ]);

  /** The fewest aligned blocks that fill `from` to `to`, found by trying every block that fits first. */
  const known = new Map<string, number>();
  const fewest = (from: number, to: number): number => {
    if (from > to) return 0;
    const found = known.get(`${from}-${to}`);
    if (found !== undefined) return found;
    const sizes = [1, 2, 4, 8, 16, 32].filter((size) => from % size === 0 && from + size - 1 <= to);
    const count = 1 + Math.min(...sizes.map((size) => fewest(from + size, to)));
    known.set(`${from}-${to}`, count);
    return count;
  };

  it.each(starts)(
    "is exactly its networks, and they are the fewest: $family from $start",
    ({ family, start }) => {
      for (let from = 0; from < 32; from += 1)
        for (let to = from; to < 32; to += 1) {
          const range = { from: start + BigInt(from), to: start + BigInt(to) };
          const cidrs = cidrsOfRange(family, range);
          expect(mergeRanges(cidrs.map(rangeOfCidr))).toStrictEqual([range]);
          expect(cidrs.length).toBe(fewest(from, to));
        }
    },
  );

  it.each(starts)("has one smallest network around it: $family from $start", ({ family, start }) => {
    const bits = family === "ipv4" ? 32 : 128;
    for (let from = 0; from < 32; from += 1)
      for (let to = from; to < 32; to += 1) {
        const around = cidrEnclosing(family, { from: start + BigInt(from), to: start + BigInt(to) });
        const size =
          [1, 2, 4, 8, 16, 32].find((each) => Math.floor(from / each) === Math.floor(to / each)) ?? 0;
        expect(around).toStrictEqual({
          family,
          base: start + BigInt(from - (from % size)),
          length: bits - Math.log2(size),
        });
      }
  });

  it("merged with any other two is the addresses of all three", () => {
    const ranges = Array.from({ length: 6 }, (_, from) =>
      Array.from({ length: 6 - from }, (_, more) => ({ from: BigInt(from), to: BigInt(from + more) })),
    ).flat();
    const wrong: string[] = [];
    for (const a of ranges)
      for (const b of ranges)
        for (const c of ranges) {
          const given = [a, b, c];
          const merged = mergeRanges(given);
          const holds = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n].every((address) => {
            const within = (range: AddressRange) => range.from <= address && address <= range.to;
            return merged.some(within) === given.some(within);
          });
          const apart = merged.every((range, at) => at === 0 || (merged[at - 1]?.to ?? 0n) + 1n < range.from);
          if (!holds || !apart) wrong.push(given.map(({ from, to }) => `${from}-${to}`).join(" "));
        }
    expect(wrong).toEqual([]);
  });
});
