/**
 * A second, naive opinion: a tiny universe of packets, each looked at on its own, each CIDR compared bit by bit from
 * its text. It shares no code with the algebra.
 */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import type { Address } from "./address.ts";
import { parseFlows, printFlows } from "./flow-line.ts";
import { type FlowSet, intersectFlows, subtractFlows, unionFlows } from "./flow-set.ts";
import { holdsPacket } from "./packet.ts";
import { firstPoint } from "./protocol.ts";

vi.setConfig({ testTimeout: lawTimeout() });

/** Protocol number, then port (0-65535, or type x 256 + code). */
type Service = readonly [protocol: number, port: number];

/** A rule of the tiny world as a person writes it. */
interface Written {
  readonly peer: string;
  readonly service: string;
}

const PEERS = [
  ...Array.from({ length: 16 }, (_, host) => `10.0.0.${host}`),
  "9.255.255.255",
  "255.255.255.255",
  "0.0.0.0",
  ...Array.from({ length: 8 }, (_, host) => `2001:db8:0:0:0:0:0:${host}`),
  "sg-a",
  "sg-b",
];

const SERVICES: readonly Service[] = [
  ...Array.from({ length: 8 }, (_, port) => [6, 18 + port] as const),
  [6, 0],
  [6, 65_535],
  [17, 20],
  [17, 53],
  [1, 8 * 256],
  [1, 3 * 256 + 4],
  [1, 3 * 256 + 5],
  [58, 128 * 256],
  [0, 0],
  [7, 0],
  [50, 0],
  [255, 0],
];

const bitsOf = (address: string): string =>
  address.includes(":")
    ? address
        .split(":")
        .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0"))
        .join("")
    : address
        .split(".")
        .map((octet) => Number(octet).toString(2).padStart(8, "0"))
        .join("");

const peerMatches = (written: string, peer: string): boolean => {
  const [base = "", length] = written.split("/");
  if (length === undefined) return written === peer;
  if (peer.startsWith("sg-") || base.includes(":") !== peer.includes(":")) return false;
  const left = bitsOf(base);
  const right = bitsOf(peer);
  for (let bit = 0; bit < Number(length); bit += 1) if (left[bit] !== right[bit]) return false;
  return true;
};

const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };

const serviceMatches = (written: string, [protocol, port]: Service): boolean => {
  if (written === "all") return true;
  const [name = "", first, code] = written.split("/");
  const [low = 0, high = low] = (first ?? "").split("-").map(Number);
  if (name === "protocol") return low <= protocol && protocol <= high;
  if (PROTOCOLS[name] !== protocol) return false;
  if (first === undefined) return true;
  if (name === "tcp" || name === "udp") return low <= port && port <= high;
  if (code === undefined) return low <= Math.floor(port / 256) && Math.floor(port / 256) <= high;
  const [lowest = 0, highest = lowest] = code.split("-").map(Number);
  return low * 256 + lowest <= port && port <= low * 256 + highest;
};

/** Every packet of the universe that some rule matches, as text. */
const naively = (rules: readonly Written[]): ReadonlySet<string> => {
  const matched = new Set<string>();
  for (const rule of rules) {
    const services = SERVICES.filter((service) => serviceMatches(rule.service, service));
    for (const peer of PEERS)
      if (peerMatches(rule.peer, peer))
        for (const service of services) matched.add(`${peer} ${service.join("/")}`);
  }
  return matched;
};

const fast = (rules: readonly Written[]): FlowSet => {
  const set = parseFlows(rules);
  if (!set.ok) throw new Error(`${set.problem.peer} ${set.problem.service} did not parse.`);
  return set.value;
};

const written: fc.Arbitrary<Written[]> = fc.array(
  fc.record({
    peer: fc.oneof(
      fc
        .record({ host: fc.nat(15), length: fc.integer({ min: 26, max: 32 }) })
        .map(({ host, length }) => `10.0.0.${host}/${length}`),
      fc
        .record({ host: fc.nat(7), length: fc.integer({ min: 124, max: 128 }) })
        .map(({ host, length }) => `2001:db8:0:0:0:0:0:${host}/${length}`),
      fc.constantFrom("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "8.0.0.0/5", "sg-a", "sg-b"),
    ),
    service: fc.oneof(
      fc
        .tuple(fc.integer({ min: 18, max: 25 }), fc.nat(4))
        .map(([port, more]) => `tcp/${port}-${port + more}`),
      fc.constantFrom("all", "tcp", "udp", "udp/20", "icmp", "icmp/8", "icmp/3/4", "icmp/0-7", "icmpv6/128"),
      fc.constantFrom("protocol/50", "protocol/0", "protocol/7", "protocol/7-16", "protocol/255"),
    ),
  }),
  { maxLength: 6 },
);

/** `2001:db8::/125` with all its groups, since the oracle knows no `::`. */
const expanded = (peer: string): string => {
  const [base = "", length] = peer.split("/");
  if (!base.includes("::")) return peer;
  const [head = "", tail = ""] = base.split("::");
  const left = head.split(":").filter((group) => group !== "");
  const right = tail.split(":").filter((group) => group !== "");
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return `${[...left, ...zeros, ...right].join(":")}/${length}`;
};

/** What the algebra says, read off its own printed lines. */
const says = (set: FlowSet): ReadonlySet<string> =>
  naively(printFlows(set).map(({ peer, service }) => ({ peer: expanded(peer), service })));

const only = (packets: ReadonlySet<string>, test: (packet: string) => boolean) =>
  new Set([...packets].filter(test));

const hexGroups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });

/** Any network of either family, any ports: some of them inside each other, since few base addresses come again. */
const wide: fc.Arbitrary<Written[]> = fc.array(
  fc.record({
    peer: fc.oneof(
      fc
        .tuple(fc.oneof(fc.ipV4(), fc.constantFrom("203.0.113.7", "10.1.2.3")), fc.nat(32))
        .map(([address, length]) => `${address}/${length}`),
      fc
        .tuple(fc.oneof(hexGroups, fc.constant([0x2001, 0xdb8, 1, 2, 3, 4, 5, 6])), fc.nat(128))
        .map(([groups, length]) => `${groups.map((group) => group.toString(16)).join(":")}/${length}`),
    ),
    service: fc.oneof(
      fc
        .tuple(fc.constantFrom("tcp", "udp"), fc.nat(65_535), fc.nat(65_535))
        .map(([name, a, b]) => `${name}/${Math.min(a, b)}-${Math.max(a, b)}`),
      fc.tuple(fc.constantFrom("icmp", "icmpv6"), fc.nat(255), fc.nat(255)).map((parts) => parts.join("/")),
      fc.constantFrom("all", "tcp", "icmp", "protocol/7-16", "protocol/254"),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

/** The address of bits, as text, and as the number that the algebra takes. */
const addressOf = (bits: string): string => {
  const width = bits.length === 32 ? 8 : 16;
  const parts = bits.match(new RegExp(`.{${width}}`, "g")) ?? [];
  return width === 8
    ? parts.map((part) => Number.parseInt(part, 2)).join(".")
    : parts.map((part) => Number.parseInt(part, 2).toString(16)).join(":");
};
const numberOf = (address: string): Address => ({
  family: address.includes(":") ? "ipv6" : "ipv4",
  value: BigInt(`0b${bitsOf(address)}`),
});

/** One less or one more, digit by digit; the same at the end of the line. */
const step = (bits: string, by: "less" | "more"): string => {
  const [carried, left] = by === "more" ? ["1", "0"] : ["0", "1"];
  const at = bits.lastIndexOf(left);
  return at === -1 ? bits : bits.slice(0, at) + carried + left.repeat(bits.length - at - 1);
};

/** The packets at the ends of the networks and services of some rules, and one step beyond. */
const ends = (rules: readonly Written[]): { address: string; service: Service }[] => {
  const addresses = rules.flatMap(({ peer }) => {
    const [base = "", length] = peer.split("/");
    const kept = bitsOf(base).slice(0, Number(length));
    const first = kept.padEnd(bitsOf(base).length, "0");
    const last = kept.padEnd(bitsOf(base).length, "1");
    return [step(first, "less"), first, last, step(last, "more")].map(addressOf);
  });
  const services = rules.flatMap(({ service }): Service[] => {
    const [name = "", first, code] = service.split("/");
    const protocol = PROTOCOLS[name];
    if (protocol === undefined)
      return [
        [6, 65_535],
        [7, 0],
        [16, 0],
        [254, 0],
        [255, 0],
      ];
    const [low = 0, high = 65_535] = (first ?? "")
      .split("-")
      .filter((text) => text !== "")
      .map(Number);
    const [from, to] =
      code === undefined ? [low, high] : [low * 256 + Number(code), low * 256 + Number(code)];
    return [from - 1, from, to, to + 1]
      .filter((port) => port >= 0 && port <= 65_535)
      .map((port) => [protocol, port]);
  });
  return addresses.flatMap((address, at) =>
    services.filter((_service, other) => (at + other) % 6 === 0).map((service) => ({ address, service })),
  );
};

describe("the naive oracle agrees, packet by packet", () => {
  it("on union, intersection and difference", () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const left = naively(a);
        const right = naively(b);
        expect(says(unionFlows(fast(a), fast(b)))).toEqual(new Set([...left, ...right]));
        expect(says(intersectFlows(fast(a), fast(b)))).toEqual(only(left, (packet) => right.has(packet)));
        expect(says(subtractFlows(fast(a), fast(b)))).toEqual(only(left, (packet) => !right.has(packet)));
      }),
      { numRuns: lawCases() },
    );
  });

  it("on the same at full width, at the ends of every network and port", () => {
    const verdicts = { in: 0, out: 0 };
    fc.assert(
      fc.property(wide, wide, (a, b) => {
        const [left, right] = [fast(a), fast(b)];
        const sets = [left, unionFlows(left, right), intersectFlows(left, right), subtractFlows(left, right)];
        const wrong: string[] = [];
        for (const { address, service } of ends([...a, ...b])) {
          const isIn = (rules: readonly Written[]) =>
            rules.some((rule) => serviceMatches(rule.service, service) && peerMatches(rule.peer, address));
          const [one, other] = [isIn(a), isIn(b)];
          const packet = { peer: numberOf(address), service: firstPoint(service[0]) + service[1] };
          const held = sets.map((set) => holdsPacket(set, packet)).join(" ");
          if (held !== [one, one || other, one && other, one && !other].join(" "))
            wrong.push(`${address} ${service}: ${held}`);
          verdicts[one || other ? "in" : "out"] += 1;
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: lawCases() },
    );
    expect(Math.min(verdicts.in, verdicts.out)).toBeGreaterThan(lawCases());
  });
});
