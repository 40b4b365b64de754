/** The peer of a rule as it is written, with the addresses it may have in common with others in plain numbers. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Family } from "#lib/core/net/address.ts";
import { rangeOfCidr } from "#lib/core/net/address-range.ts";
import { type Cidr, canonicaliseCidr } from "#lib/core/net/cidr.ts";

export interface WrittenPeer {
  readonly kind: "ipv4" | "ipv6" | "prefix-list" | "group";
  /** The CIDR as written, the prefix list id or the group id. */
  readonly text: string;
  /** Null for a group. */
  readonly family: Family | null;
  /** First and last address; for IPv6 rounded to what a number can hold. */
  readonly low: number;
  readonly high: number;
  /** More than one for a prefix list, none for a group. */
  readonly cidrs: readonly Cidr[];
}

const lastAddressOf = (cidr: Cidr): number =>
  cidr.family === "ipv4" ? Number(cidr.base) + 2 ** (32 - cidr.length) - 1 : Number(rangeOfCidr(cidr).to);

/** Null for text that is no network. */
export const cidrPeer = (text: string): WrittenPeer | null => {
  const read = canonicaliseCidr(text);
  if (!read.ok) return null;
  const cidr = read.value;
  const { family } = cidr;
  return { kind: family, text, family, low: Number(cidr.base), high: lastAddressOf(cidr), cidrs: [cidr] };
};

/** Null for a list that could not be read whole, or that has no entries. */
export const prefixListPeer = (prefixListId: string, index: ObservationIndex): WrittenPeer | null => {
  const list = index.prefixLists.get(prefixListId);
  if (list === undefined || list.entries === null) return null;
  const cidrs = list.entries.flatMap((entry) => {
    const cidr = canonicaliseCidr(entry);
    return cidr.ok && cidr.value.family === list.family ? [cidr.value] : [];
  });
  if (cidrs.length === 0 || cidrs.length < list.entries.length) return null;
  const low = Math.min(...cidrs.map((cidr) => Number(cidr.base)));
  const high = Math.max(...cidrs.map(lastAddressOf));
  return { kind: "prefix-list", text: prefixListId, family: list.family, low, high, cidrs };
};

export const groupPeer = (groupId: string): WrittenPeer => ({
  kind: "group",
  text: groupId,
  family: null,
  low: 0,
  high: 0,
  cidrs: [],
});
