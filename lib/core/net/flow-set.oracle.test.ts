/**
 * A second, naive opinion: a tiny universe of packets, each looked at on its own, each CIDR compared bit by bit from
 * its text. It shares no code with the algebra.
 */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { parseFlows, printFlows } from "./flow-line.ts";
import { type FlowSet, intersectFlows, subtractFlows, unionFlows } from "./flow-set.ts";

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
});
