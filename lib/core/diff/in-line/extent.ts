/**
 * Whether two rules may have anything in common, in a few comparisons of numbers. Only good for saying that they have
 * nothing in common: what is left goes to the algebra.
 */
import { type AddressRange, rangeOfCidr } from "#lib/core/net/address-range.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import type { ServiceRange } from "#lib/core/net/service-set.ts";
import type { WrittenPeer } from "./written-peer.ts";

/** One peer with one range of services. */
export interface Extent {
  readonly peer: WrittenPeer;
  readonly services: ServiceRange;
}

const rangesOf = ({ text, entries }: WrittenPeer): AddressRange[] =>
  (entries ?? [text]).flatMap((network) => {
    const cidr = canonicaliseCidr(network);
    return cidr.ok ? [rangeOfCidr(cidr.value)] : [];
  });

const addressesMeet = (a: WrittenPeer, b: WrittenPeer): boolean => {
  const others = rangesOf(b);
  return rangesOf(a).some(({ from, to }) => others.some((other) => other.from <= to && from <= other.to));
};

export const peersMeet = (a: WrittenPeer, b: WrittenPeer): boolean => {
  if (a.family !== b.family || a.low > b.high || b.low > a.high) return false;
  if (a.family === null) return a.kind === b.kind && a.text === b.text;
  const isExact = a.kind === "ipv4" && b.kind === "ipv4";
  return isExact || addressesMeet(a, b);
};

export const servicesMeet = (a: Extent, b: Extent): boolean =>
  a.services.from <= b.services.to && b.services.from <= a.services.to;

/** Whether two have a flow in common, by rule. */
export const extentsMeet = (a: Extent, b: Extent): boolean => servicesMeet(a, b) && peersMeet(a.peer, b.peer);

/** Whether any of these networks has an address in common with the peer. */
export const anyMeets = (networks: readonly WrittenPeer[], peer: WrittenPeer): boolean =>
  networks.some((network) => peersMeet(network, peer));

/** Calls `found` with every two of these that have a flow in common: sorted by address, so that few are compared. */
export const forEachMeeting = <Item extends Extent>(
  items: readonly Item[],
  found: (a: Item, b: Item) => void,
): void => {
  if (items.length < 2) return;
  const sorted = [...items].sort((a, b) => a.peer.low - b.peer.low);
  for (let place = 0; place < sorted.length; place += 1) {
    const item = sorted[place];
    for (let next = place + 1; item !== undefined && next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || other.peer.low > item.peer.high) break;
      if (extentsMeet(item, other)) found(item, other);
    }
  }
};
