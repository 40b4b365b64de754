/** The peer of a rule as it is written, with where it lies in plain numbers. */
import type { ObservedPrefixList } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Family } from "#lib/core/net/address.ts";
import { networkSpan } from "#lib/core/net/network-span.ts";

export interface WrittenPeer {
  readonly kind: "ipv4" | "ipv6" | "prefix-list" | "group" | "tier";
  /** The CIDR as written, the prefix list id, the group id or the name of another tier, played by one group. */
  readonly text: string;
  /** Null for a group or tier. */
  readonly family: Family | null;
  /** As of a `NetworkSpan`; 0 for a group or tier. */
  readonly low: number;
  readonly high: number;
  /** The networks of a prefix list; null for every other peer. */
  readonly entries: readonly string[] | null;
}

/** Null for text that is no network. */
export const cidrPeer = (text: string): WrittenPeer | null => {
  const span = networkSpan(text);
  if (span === null) return null;
  return { kind: span.family, text, family: span.family, low: span.low, high: span.high, entries: null };
};

const writtenList = (list: ObservedPrefixList): WrittenPeer | null => {
  if (list.entries === null || list.entries.length === 0) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const entry of list.entries) {
    const span = networkSpan(entry);
    if (span?.family !== list.family) return null;
    low = Math.min(low, span.low);
    high = Math.max(high, span.high);
  }
  const { prefixListId, family, entries } = list;
  return { kind: "prefix-list", text: prefixListId, family, low, high, entries };
};

/** Many rules name one list, and its entries are as many again. */
const writtenByList = new WeakMap<ObservedPrefixList, WrittenPeer | null>();

/** Null for a list that could not be read whole, or that has no entries. */
export const prefixListPeer = (prefixListId: string, index: ObservationIndex): WrittenPeer | null => {
  const list = index.prefixLists.get(prefixListId);
  if (list === undefined) return null;
  const known = writtenByList.get(list);
  if (known !== undefined) return known;
  const written = writtenList(list);
  writtenByList.set(list, written);
  return written;
};

const symbol = (kind: "group" | "tier", text: string): WrittenPeer => ({
  kind,
  text,
  family: null,
  low: 0,
  high: 0,
  entries: null,
});

export const groupPeer = (groupId: string): WrittenPeer => symbol("group", groupId);
export const tierPeer = (tier: string): WrittenPeer => symbol("tier", tier);
