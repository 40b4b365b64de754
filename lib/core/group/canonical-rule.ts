/**
 * Rules in EC2's own identity: direction, protocol, ports, peer. Descriptions, order, repetition, host bits, `6` for
 * `tcp` and the account of a referenced group are no part of it (law 3).
 */
import { canonicaliseCidr, isPlainlyCanonical, printCidr } from "#lib/core/net/cidr.ts";
import { parseProtocol, protocolName } from "#lib/core/net/protocol.ts";
import type { Direction, ObservedRule, RulePeer } from "./observation.ts";

/** What a rule says, without id, description and tags. */
export interface RuleShape {
  readonly direction: Direction;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1`, or a number. */
  readonly protocol: string;
  /** Null for `-1` and for protocols without ports; for icmp the type and code, -1 for every one. */
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly peer: RulePeer;
}

/** All the copies of one rule in one group. */
export interface CanonicalRule extends RuleShape {
  /** Stable identity within the group: `ingress tcp 22:22 10.0.0.0/8`. */
  readonly key: string;
  /** `sgr-...` of the copies, sorted; empty on endpoints without rule ids. */
  readonly ruleIds: readonly string[];
  readonly copies: readonly ObservedRule[];
}

const canonicalPeer = (peer: RulePeer): RulePeer => {
  if ((peer.kind !== "ipv4" && peer.kind !== "ipv6") || isPlainlyCanonical(peer.cidr)) return peer;
  const cidr = canonicaliseCidr(peer.cidr);
  return cidr.ok ? { kind: peer.kind, cidr: printCidr(cidr.value) } : peer;
};

/** The rule as EC2 stores it. */
export const canonicalShape = (rule: RuleShape): RuleShape => {
  const { direction, fromPort, toPort } = rule;
  const peer = canonicalPeer(rule.peer);
  const protocol = parseProtocol(rule.protocol);
  if (protocol === null) return { direction, protocol: rule.protocol, fromPort, toPort, peer };
  if (protocol === "all") return { direction, protocol: "-1", fromPort: null, toPort: null, peer };
  const name = protocolName(protocol);
  if (name === null) return { direction, protocol: `${protocol}`, fromPort: null, toPort: null, peer };
  if (name === "icmpv6" && fromPort === null && toPort === null)
    return { direction, protocol: name, fromPort: -1, toPort: -1, peer };
  return { direction, protocol: name, fromPort, toPort, peer };
};

/** The canonical CIDR, the prefix list id or the group id. */
export const peerText = (peer: RulePeer): string => {
  if (peer.kind === "group") return peer.groupId;
  return peer.kind === "prefix-list" ? peer.prefixListId : peer.cidr;
};

const keyOfShape = ({ direction, protocol, fromPort, toPort, peer }: RuleShape): string => {
  const ports = fromPort === null && toPort === null ? "*" : `${fromPort ?? "*"}:${toPort ?? "*"}`;
  return `${direction} ${protocol} ${ports} ${peerText(peer)}`;
};

/** The canonical identity of a rule within its group. */
export const ruleKey = (rule: RuleShape): string => keyOfShape(canonicalShape(rule));

/** One entry for each distinct rule, sorted by key. */
export const canonicalRules = (rules: readonly ObservedRule[]): CanonicalRule[] => {
  const byKey = new Map<string, { readonly shape: RuleShape; readonly copies: ObservedRule[] }>();
  for (const rule of rules) {
    const shape = canonicalShape(rule);
    const key = keyOfShape(shape);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { shape, copies: [rule] });
    else known.copies.push(rule);
  }
  return [...byKey.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { shape, copies }]) => {
      const ruleIds = copies.flatMap((copy) => copy.ruleId ?? []).sort();
      return { key, ...shape, ruleIds, copies };
    });
};
