/** The peer of a rule as it is written, with where it lies in plain numbers. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Family } from "#lib/core/net/address.ts";
import { networkSpan } from "#lib/core/net/network-span.ts";

export interface WrittenPeer {
  readonly kind: "ipv4" | "ipv6" | "prefix-list" | "group";
  /** The CIDR as written, the prefix list id or the group id. */
  readonly text: string;
  /** Null for a group. */
  readonly family: Family | null;
  /** As of a `NetworkSpan`; 0 for a group. */
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

/** Null for a list that could not be read whole, or that has no entries. */
export const prefixListPeer = (prefixListId: string, index: ObservationIndex): WrittenPeer | null => {
  const list = index.prefixLists.get(prefixListId);
  if (list === undefined || list.entries === null || list.entries.length === 0) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const entry of list.entries) {
    const span = networkSpan(entry);
    if (span?.family !== list.family) return null;
    low = Math.min(low, span.low);
    high = Math.max(high, span.high);
  }
  const { family, entries } = list;
  return { kind: "prefix-list", text: prefixListId, family, low, high, entries };
};

export const groupPeer = (groupId: string): WrittenPeer => ({
  kind: "group",
  text: groupId,
  family: null,
  low: 0,
  high: 0,
  entries: null,
});
