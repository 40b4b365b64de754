import { invalidValue, Refusal } from "../refusal.ts";

/** EC2-FACTS, "protocols": 6, 17, 1 and 58 come back as names, other numbers as they are, `-1` is all. */
const names: Readonly<Record<string, string>> = { "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6" };
const known = new Set(Object.values(names));

export function canonicalProtocol(text: string): string {
  const lower = text.toLowerCase();
  if (lower === "-1" || lower === "all") return "-1";
  if (known.has(lower)) return lower;
  if (/^[0-9]{1,3}$/.test(lower) && Number(lower) <= 255) {
    const number = String(Number(lower));
    return names[number] ?? number;
  }
  throw invalidValue(`Invalid value '${text}' for IP protocol. Unknown protocol.`);
}

export interface Ports {
  readonly from: number;
  readonly to: number;
}

const noPorts: Ports = { from: -1, to: -1 };

/**
 * EC2-FACTS, "protocols": tcp, udp and icmp need ports; icmpv6 without any means all; `-1` and the other
 * numbers take none and ignore any given; icmp type -1 needs code -1. Where there are none: -1 and -1.
 */
export function canonicalPorts(protocol: string, from: number | undefined, to: number | undefined): Ports {
  if (!known.has(protocol)) return noPorts;
  if (protocol === "icmpv6" && from === undefined && to === undefined) return noPorts;
  const isIcmp = protocol === "icmp" || protocol === "icmpv6";
  if (from === undefined || to === undefined) {
    const family = isIcmp ? "ICMP" : "TCP/UDP";
    throw invalidValue(`Invalid value 'Must specify both from and to ports with ${family}.' for portRange.`);
  }
  if (isIcmp) checkIcmp(from, to);
  else checkPorts(protocol, from, to);
  return { from, to };
}

function checkPorts(protocol: string, from: number, to: number): void {
  const bad = [from, to].find((port) => port < 0 || port > 65535);
  if (bad !== undefined)
    throw new Refusal("InvalidPermission.Malformed", `TCP/UDP port (${bad}) out of range`);
  if (from > to) throw invalidValue(`Invalid ${protocol.toUpperCase()} port range (${from}-${to})`);
}

function checkIcmp(type: number, code: number): void {
  const bad = [type, code].find((value) => value < -1 || value > 255);
  if (bad !== undefined) {
    throw new Refusal("InvalidPermission.Malformed", `ICMP type or code (${bad}) out of range`);
  }
  if (type === -1 && code !== -1) {
    throw new Refusal("InvalidPermission.Malformed", `ICMP code (${code}) must be -1 when the type is -1`);
  }
}
