/** Services of the core's axis as nftables matches. */
import type { Family } from "#lib/core/net/address.ts";
import { firstPoint, lastPoint, protocolAt, protocolName } from "#lib/core/net/protocol.ts";
import type { ServiceRange, ServiceSet } from "#lib/core/net/service-set.ts";
import { serviceTokens } from "#lib/core/net/service-text.ts";

const CODES = 256;

const span = (from: number, to: number): string => (from === to ? `${from}` : `${from}-${to}`);

/** The family in which nftables knows the names of a protocol's types; in the other one only bytes are left. */
const HOME: Readonly<Record<"icmp" | "icmpv6", Family>> = { icmp: "ipv4", icmpv6: "ipv6" };

const PROTOCOL_WORD = { tcp: "tcp", udp: "udp", icmp: "icmp", icmpv6: "ipv6-icmp" } as const;

/** Types and codes of one protocol, 0-65535: whole types, or codes of one type, as `serviceTokens` cuts them. */
const typedMatch = (name: "icmp" | "icmpv6", from: number, to: number, family: Family): string => {
  const types = span(Math.floor(from / CODES), Math.floor(to / CODES));
  const isWhole = from % CODES === 0 && to % CODES === CODES - 1;
  const codes = span(from % CODES, to % CODES);
  if (HOME[name] === family)
    return isWhole ? `${name} type ${types}` : `${name} type ${types} ${name} code ${codes}`;
  return `meta l4proto ${PROTOCOL_WORD[name]} @th,0,8 ${types}${isWhole ? "" : ` @th,8,8 ${codes}`}`;
};

const tokenMatch = (token: ServiceRange, family: Family): string => {
  const protocol = protocolAt(token.from);
  const last = protocolAt(token.to);
  const start = firstPoint(protocol);
  const name = protocolName(protocol);
  if (token.from === start && token.to === lastPoint(last)) {
    if (protocol === 0 && last === 255) return "";
    return `meta l4proto ${name === null ? span(protocol, last) : PROTOCOL_WORD[name]}`;
  }
  const [from, to] = [token.from - start, token.to - start];
  return name === "icmp" || name === "icmpv6"
    ? typedMatch(name, from, to, family)
    : `${name} dport ${span(from, to)}`;
};

/** The matches that together are exactly these services; "" matches every one. */
export const matchServices = (services: ServiceSet, family: Family): string[] =>
  serviceTokens(services).map((token) => tokenMatch(token, family));
