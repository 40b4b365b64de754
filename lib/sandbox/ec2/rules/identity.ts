import type { Peer, Rule } from "../state.ts";

/** What makes a rule that rule (EC2-FACTS, "identity of a rule"): the description is no part of it. */
export type RuleShape = Pick<Rule, "egress" | "protocol" | "from" | "to" | "peer">;

export const peerText = (peer: Peer): string =>
  peer.kind === "ipv4" || peer.kind === "ipv6" ? peer.cidr : peer.id;

export const ruleKey = (rule: RuleShape): string =>
  [rule.egress ? "out" : "in", rule.protocol, rule.from, rule.to, peerText(rule.peer)].join(" ");

/** How EC2 prints a rule in its duplicate error (EC2-FACTS, "duplicate"). */
export function printRule(rule: RuleShape): string {
  return `peer: ${peerText(rule.peer)}, ${printTraffic(rule)}, ALLOW`;
}

function printTraffic({ protocol, from, to }: RuleShape): string {
  if (protocol === "-1") return "ALL";
  if (protocol === "tcp" || protocol === "udp") {
    return `${protocol.toUpperCase()}, from port: ${from}, to port: ${to}`;
  }
  if (protocol === "icmp" || protocol === "icmpv6") {
    const all = (value: number): string => (value === -1 ? "ALL" : String(value));
    return `${protocol === "icmp" ? "ICMP" : "ICMPv6"}, type: ${all(from)}, code: ${all(to)}`;
  }
  return `protocol: ${protocol}`;
}
