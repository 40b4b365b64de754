/**
 * How much of the public Internet a set is open to, however it is cut up: 0.0.0.0/0, two /1, 256 /8, or everything but
 * the private networks are all the Internet.
 */
import { type Family, higher, lastAddress, lower } from "./address.ts";
import { type AddressRange, mergeRanges, rangeOfCidr } from "./address-range.ts";
import { canonicaliseCidr } from "./cidr.ts";
import type { FlowSet } from "./flow-set.ts";
import { NO_SERVICES, type ServiceRange, type ServiceSet, servicesOf, unionServices } from "./service-set.ts";

/** Not reachable over the Internet (IANA special-purpose registry): no part of the world's share. */
const PRIVATE_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/3",
];

const rangesOf = (cidrs: readonly string[]): AddressRange[] =>
  mergeRanges(
    cidrs.flatMap((text) => {
      const cidr = canonicaliseCidr(text);
      return cidr.ok ? [rangeOfCidr(cidr.value)] : [];
    }),
  );

/** The ranges of a family that are not in `holes`. */
const without = (family: Family, holes: readonly AddressRange[]): AddressRange[] => {
  const edges = [...holes, { from: lastAddress(family) + 1n, to: 0n }];
  return edges
    .map((hole, index) => ({
      from: index === 0 ? 0n : (edges[index - 1]?.to ?? 0n) + 1n,
      to: hole.from - 1n,
    }))
    .filter((range) => range.from <= range.to);
};

const PUBLIC: Readonly<Record<Family, readonly AddressRange[]>> = {
  ipv4: without("ipv4", rangesOf(PRIVATE_IPV4)),
  ipv6: rangesOf(["2000::/3"]),
};

/** The public addresses of a family: sorted, disjoint. */
export const publicRanges = (family: Family): readonly AddressRange[] => PUBLIC[family];

/** The addresses of a family that are not public. */
export const privateRanges = (family: Family): AddressRange[] => without(family, PUBLIC[family]);

const sizeOf = (ranges: readonly AddressRange[]): bigint =>
  ranges.reduce((sum, range) => sum + range.to - range.from + 1n, 0n);

/** How many public addresses a family has. */
const PUBLIC_SIZE: Readonly<Record<Family, bigint>> = {
  ipv4: sizeOf(PUBLIC.ipv4),
  ipv6: sizeOf(PUBLIC.ipv6),
};

const publicAddresses = (family: Family, range: AddressRange): bigint =>
  sizeOf(
    PUBLIC[family]
      .map((open) => ({
        from: higher(open.from, range.from),
        to: lower(open.to, range.to),
      }))
      .filter((common) => common.from <= common.to),
  );

/** From this share of a family's public addresses on, a service counts as open to the world. */
export const WORLD_SHARE_PERCENT = 25;

const worldServicesOf = (family: Family, set: FlowSet, percent: number): ServiceSet => {
  const threshold = PUBLIC_SIZE[family] * BigInt(percent);
  // Most sets have fewer addresses than that, public or not.
  if (set[family].length === 0 || sizeOf(set[family]) * 100n < threshold) return NO_SERVICES;
  const changes = new Map<number, bigint>();
  const add = (point: number, size: bigint) => changes.set(point, (changes.get(point) ?? 0n) + size);
  for (const segment of set[family]) {
    const size = publicAddresses(family, segment);
    if (size === 0n) continue;
    for (const range of segment.services) {
      add(range.from, size);
      add(range.to + 1, -size);
    }
  }
  const open: ServiceRange[] = [];
  let size = 0n;
  const points = [...changes.keys()].sort((a, b) => a - b);
  points.forEach((point, index) => {
    size += changes.get(point) ?? 0n;
    const next = points[index + 1];
    if (next !== undefined && size > 0n && size * 100n >= threshold) open.push({ from: point, to: next - 1 });
  });
  return servicesOf(open);
};

/** Fewer addresses than these open nothing to the world. */
const LEAST: Readonly<Record<Family, bigint>> = {
  ipv4: (PUBLIC_SIZE.ipv4 * BigInt(WORLD_SHARE_PERCENT)) / 100n,
  ipv6: (PUBLIC_SIZE.ipv6 * BigInt(WORLD_SHARE_PERCENT)) / 100n,
};

/** Whether these sets have too few addresses to open anything to the world, however they lie. */
export const areTooSmallForWorld = (sets: readonly FlowSet[]): boolean => {
  let [ipv4, ipv6] = [0n, 0n];
  for (const set of sets) {
    if (set.ipv4.length > 0) ipv4 += sizeOf(set.ipv4);
    if (set.ipv6.length > 0) ipv6 += sizeOf(set.ipv6);
  }
  return ipv4 < LEAST.ipv4 && ipv6 < LEAST.ipv6;
};

/** The services that at least `percent` of the public addresses of either family may use. */
export const servicesOpenToWorld = (set: FlowSet, percent: number = WORLD_SHARE_PERCENT): ServiceSet =>
  unionServices(worldServicesOf("ipv4", set, percent), worldServicesOf("ipv6", set, percent));
