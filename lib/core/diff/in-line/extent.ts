/**
 * Which flows a meant or held rule may have in common with another: one peer and one range of services, kept in
 * numbers, so that two rules are compared in a few steps. Only good for saying that two have nothing in common.
 */
import { rangeOfCidr } from "#lib/core/net/address-range.ts";
import type { Cidr } from "#lib/core/net/cidr.ts";
import type { ServiceRange } from "#lib/core/net/service-set.ts";

export type ExtentPeer =
  | {
      readonly kind: "ipv4" | "ipv6";
      /** First and last address; for IPv6 rounded to what a number can hold. */
      readonly low: number;
      readonly high: number;
      /** More than one for a prefix list. */
      readonly cidrs: readonly Cidr[];
    }
  | { readonly kind: "group"; readonly groupId: string };

export interface Extent {
  readonly peer: ExtentPeer;
  readonly services: ServiceRange;
}

/** Networks of one family; null when there are none. */
export const peerOfCidrs = (cidrs: readonly Cidr[]): ExtentPeer | null => {
  const [first] = cidrs;
  if (first === undefined) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const cidr of cidrs) {
    const from = Number(cidr.base);
    low = Math.min(low, from);
    high = Math.max(
      high,
      cidr.family === "ipv4" ? from + 2 ** (32 - cidr.length) - 1 : Number(rangeOfCidr(cidr).to),
    );
  }
  return { kind: first.family, low, high, cidrs };
};

const cidrsMeet = (a: readonly Cidr[], b: readonly Cidr[]): boolean =>
  a.some((one) => {
    const { from, to } = rangeOfCidr(one);
    return b.some((other) => {
      const range = rangeOfCidr(other);
      return range.from <= to && from <= range.to;
    });
  });

/** A single IPv4 network is exactly its first and last address. */
const isExact = (peer: ExtentPeer): boolean => peer.kind === "ipv4" && peer.cidrs.length === 1;

const peersMeet = (a: ExtentPeer, b: ExtentPeer): boolean => {
  if (a.kind === "group" || b.kind === "group")
    return a.kind === "group" && b.kind === "group" && a.groupId === b.groupId;
  if (a.kind !== b.kind || a.low > b.high || b.low > a.high) return false;
  return (isExact(a) && isExact(b)) || cidrsMeet(a.cidrs, b.cidrs);
};

export const servicesMeet = (a: Extent, b: Extent): boolean =>
  a.services.from <= b.services.to && b.services.from <= a.services.to;

/** Whether two have a flow in common, by rule. */
export const extentsMeet = (a: Extent, b: Extent): boolean => servicesMeet(a, b) && peersMeet(a.peer, b.peer);

/** Whether by packet one could be part of the other: a group stands for addresses nobody has looked up yet. */
export const packetsMayMeet = (a: Extent, b: Extent): boolean =>
  servicesMeet(a, b) && (a.peer.kind === "group" || b.peer.kind === "group" || peersMeet(a.peer, b.peer));
