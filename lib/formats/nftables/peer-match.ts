/**
 * The peer of a rule as nftables addresses. Networks stand in the rule itself; prefix lists and groups become named sets,
 * a group as the private addresses of the interfaces that carry it now.
 */

import { referenceState } from "#lib/core/group/group-reference.ts";
import type { ObservedGroup, RulePeer } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Family } from "#lib/core/net/address.ts";
import { type Cidr, canonicaliseCidr, printCidr } from "#lib/core/net/cidr.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { isSuitableId } from "./suitable-name.ts";

/** A named set of networks of one family, as nftables holds it. */
export interface NamedSet {
  readonly name: string;
  readonly family: Family;
  readonly cidrs: readonly string[];
}

/** One way to match a peer in one family; `set` is to be defined before it is used. */
export interface PeerMatch {
  readonly family: Family;
  /** After `ip saddr`: a network or `@set`; null for the whole family. */
  readonly addresses: string | null;
  readonly set: NamedSet | null;
}

export interface MatchedPeer {
  /** Empty when the peer is nobody. */
  readonly matches: readonly PeerMatch[];
  /** What could not be told of the peer and is left closed, as the end of a sentence; null when it is exact. */
  readonly unknown: string | null;
}

const FAMILIES = ["ipv4", "ipv6"] as const;

const NOBODY: MatchedPeer = { matches: [], unknown: null };
const closed = (unknown: string): MatchedPeer => ({ matches: [], unknown });

const networkMatch = (cidr: Cidr): PeerMatch => ({
  family: cidr.family,
  addresses: cidr.length === 0 ? null : printCidr(cidr),
  set: null,
});

/** Named sets, one a family, for networks as EC2 wrote them. Networks nobody can read stay out and are told. */
const setMatches = (name: string, texts: readonly string[], families: readonly Family[]): MatchedPeer => {
  const read = texts.map(canonicaliseCidr);
  const cidrs = read.flatMap((cidr) => (cidr.ok ? [cidr.value] : []));
  const matches = families.flatMap((family) => {
    const members = cidrs.filter((cidr) => cidr.family === family).map(printCidr);
    if (members.length === 0) return [];
    const set: NamedSet = { name: `${name}-${family}`, family, cidrs: [...new Set(members)] };
    return [{ family, addresses: `@${set.name}`, set }];
  });
  const isWhole = cidrs.length === read.length;
  return { matches, unknown: isWhole ? null : `some networks of ${name} are no networks` };
};

const groupMembers = (groupId: string, index: ObservationIndex): MatchedPeer => {
  const { accountId, parts } = index.observation;
  if (index.ownerByGroup.get(groupId) !== accountId)
    return closed(`who carries ${groupId} is not ours to read`);
  if (!parts.interfaces.complete) return closed(`who carries ${groupId} was not read`);
  const carriers = index.interfacesByGroup.get(groupId) ?? [];
  return setMatches(
    groupId,
    carriers.flatMap(({ privateCidrs }) => privateCidrs),
    FAMILIES,
  );
};

const listEntries = (prefixListId: string, index: ObservationIndex): MatchedPeer => {
  const list = index.prefixLists.get(prefixListId);
  if (list === undefined || list.entries === null)
    return closed(`the entries of ${prefixListId} were not read`);
  return setMatches(prefixListId, list.entries, [list.family]);
};

/** Fails with a name that nftables cannot hold: ids come from outside and stand in the ruleset as they are. */
export const matchPeer = (
  peer: RulePeer,
  holder: ObservedGroup,
  index: ObservationIndex,
): Result<MatchedPeer, string> => {
  if (peer.kind === "ipv4" || peer.kind === "ipv6") {
    const cidr = canonicaliseCidr(peer.cidr);
    if (!cidr.ok) return succeed(closed("its network is no network"));
    return succeed(
      cidr.value.family === peer.kind ? { ...NOBODY, matches: [networkMatch(cidr.value)] } : NOBODY,
    );
  }
  const id = peer.kind === "group" ? peer.groupId : peer.prefixListId;
  if (!isSuitableId(id)) return fail(id);
  if (peer.kind === "prefix-list") return succeed(listEntries(id, index));
  const { state } = referenceState(peer, holder, index);
  if (state === "stale") return succeed(NOBODY);
  return succeed(
    state === "live" ? groupMembers(id, index) : closed(`whether ${id} reaches anybody is unknown`),
  );
};
