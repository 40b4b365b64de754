/**
 * The obviously right way to tell what gets through: one packet at a time, rule by rule, with plain comparisons. It
 * shares no code with the algebra, and looks at every packet that the pools of `arbitrary-estate.ts` can tell apart.
 */
import type { Observation, ObservedRule } from "#lib/core/group/observation.ts";
import { isWithin } from "./naive-addresses.ts";

/** `peer` is an address, or a group as a symbol. */
export interface Probe {
  readonly peer: string;
  readonly protocol: "tcp" | "udp" | "icmp" | "50";
  readonly port: number;
}

const ADDRESSES = [
  "10.0.0.0",
  "10.0.0.1",
  "10.0.0.2",
  "10.0.1.0",
  "10.0.1.1",
  "10.0.1.3",
  "10.0.2.1",
  "126.1.2.3",
  "198.51.100.5",
  "198.51.100.200",
  "203.0.113.7",
  "203.0.113.8",
  "2001:db8::1",
];
const SYMBOLS = ["sg-web", "sg-web2", "sg-app", "sg-db", "sg-ssh", "sg-stranger", "sg-gone"];
const PORTS = [0, 21, 22, 24, 80, 81, 443, 3306, 8080];

const probesFrom = (peer: string): Probe[] => [
  ...PORTS.map((port): Probe => ({ peer, protocol: "tcp", port })),
  { peer, protocol: "udp", port: 22 },
  { peer, protocol: "icmp", port: 8 },
  { peer, protocol: "50", port: 0 },
];

/** By rule a group stands for itself; by packet for the addresses that carry it. */
const PROBES = {
  byRule: [...ADDRESSES, ...SYMBOLS].flatMap(probesFrom),
  byPacket: ADDRESSES.flatMap(probesFrom),
} as const;
export type Reading = keyof typeof PROBES;

function letsPeer({ peer }: ObservedRule, given: string, state: Observation, reading: Reading): boolean {
  const isSymbol = given.startsWith("sg-");
  if (peer.kind === "group") {
    if (!state.groups.some(({ groupId }) => groupId === peer.groupId)) return false;
    if (reading === "byRule") return given === peer.groupId;
    return state.interfaces.some(
      (item) =>
        item.groupIds.includes(peer.groupId) && item.privateCidrs.some((cidr) => isWithin(given, cidr)),
    );
  }
  if (isSymbol) return false;
  if (peer.kind !== "prefix-list") return isWithin(given, peer.cidr);
  const list = state.prefixLists.find(({ prefixListId }) => prefixListId === peer.prefixListId);
  return list?.entries?.some((entry) => isWithin(given, entry)) === true;
}

function letsService({ protocol, fromPort, toPort }: ObservedRule, probe: Probe): boolean {
  if (protocol === "-1") return true;
  if (protocol !== probe.protocol) return false;
  if (protocol === "icmp") return fromPort === -1 || fromPort === probe.port;
  return (fromPort ?? 0) <= probe.port && probe.port <= (toPort ?? 65_535);
}

/** What one rule lets through: a bit for each probe. */
export function bitsOfRule(rule: ObservedRule, state: Observation, reading: Reading): bigint {
  const letters = PROBES[reading].map((probe) =>
    letsService(rule, probe) && letsPeer(rule, probe.peer, state, reading) ? "1" : "0",
  );
  return BigInt(`0b${letters.join("")}`);
}

/** The first probe that a set of bits names, in words. */
export function firstProbe(bits: bigint, reading: Reading): string {
  const probes = PROBES[reading];
  const at = probes.length - bits.toString(2).length;
  const probe = probes[at];
  return `${probe?.protocol}/${probe?.port} with ${probe?.peer}`;
}
