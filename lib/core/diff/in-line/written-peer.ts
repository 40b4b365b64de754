/** The peer of a rule with the addresses it may have in common with others. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { type ExtentPeer, peerOfCidrs } from "./extent.ts";

export interface WrittenPeer {
  readonly kind: "ipv4" | "ipv6" | "prefix-list" | "group";
  /** The CIDR as written, the prefix list id or the group id. */
  readonly text: string;
  readonly extent: ExtentPeer;
}

/** Null for text that is no network. */
export const cidrPeer = (text: string): WrittenPeer | null => {
  const cidr = canonicaliseCidr(text);
  const extent = cidr.ok ? peerOfCidrs([cidr.value]) : null;
  return cidr.ok && extent !== null ? { kind: cidr.value.family, text, extent } : null;
};

/** Null for a list that could not be read whole, or that has no entries. */
export const prefixListPeer = (prefixListId: string, index: ObservationIndex): WrittenPeer | null => {
  const list = index.prefixLists.get(prefixListId);
  if (list === undefined || list.entries === null) return null;
  const cidrs = list.entries.flatMap((entry) => {
    const cidr = canonicaliseCidr(entry);
    return cidr.ok && cidr.value.family === list.family ? [cidr.value] : [];
  });
  const extent = cidrs.length === list.entries.length ? peerOfCidrs(cidrs) : null;
  return extent === null ? null : { kind: "prefix-list", text: prefixListId, extent };
};

export const groupPeer = (groupId: string): WrittenPeer => ({
  kind: "group",
  text: groupId,
  extent: { kind: "group", groupId },
});
