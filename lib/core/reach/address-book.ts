/**
 * Who is at home at which private address: secondary addresses and delegated prefixes included. VPCs may use the same
 * networks, so an address can have several holders.
 */
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type Family, higher, lastAddress, lower } from "#lib/core/net/address.ts";
import { type AddressRange, rangeOfCidr } from "#lib/core/net/address-range.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";

export interface Home extends AddressRange {
  readonly family: Family;
  /** Never empty. */
  readonly holders: readonly ObservedInterface[];
  /** Every group that one of the holders carries: a reference to it matches this address. */
  readonly groupIds: readonly string[];
}

/** Sorted and disjoint, by family. */
type AddressBook = Readonly<Record<Family, readonly Home[]>>;

interface Entry extends AddressRange {
  readonly family: Family;
  readonly item: ObservedInterface;
}

const entriesOf = (item: ObservedInterface): Entry[] =>
  item.privateCidrs.flatMap((text): Entry[] => {
    const cidr = canonicaliseCidr(text);
    return cidr.ok ? [{ family: cidr.value.family, ...rangeOfCidr(cidr.value), item }] : [];
  });

const homeOf = (family: Family, from: bigint, to: bigint, holders: readonly ObservedInterface[]): Home => {
  const [only, ...others] = holders;
  const groupIds =
    only !== undefined && others.length === 0
      ? only.groupIds
      : [...new Set(holders.flatMap((holder) => holder.groupIds))];
  return { family, from, to, holders, groupIds };
};

/** One sweep over where ranges begin and end. */
const cutHomes = (family: Family, entries: readonly Entry[]): Home[] => {
  const homes: Home[] = [];
  let open: readonly Entry[] = [];
  let at = 0n;
  const closeBefore = (limit: bigint) => {
    while (open.length > 0 && at < limit) {
      const to = open.reduce((end, entry) => lower(end, entry.to), limit - 1n);
      homes.push(homeOf(family, at, to, [...new Set(open.map(({ item }) => item))]));
      open = open.filter((entry) => entry.to > to);
      at = to + 1n;
    }
  };
  for (const entry of [...entries].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    closeBefore(entry.from);
    at = entry.from;
    open = [...open, entry];
  }
  closeBefore(lastAddress(family) + 1n);
  return homes;
};

/** Kept with the list of interfaces it is of. */
const books = new WeakMap<readonly ObservedInterface[], AddressBook>();

const bookOf = (index: ObservationIndex): AddressBook => {
  const { interfaces } = index.observation;
  const known = books.get(interfaces);
  if (known !== undefined) return known;
  const entries = interfaces.flatMap(entriesOf);
  const of = (family: Family) =>
    cutHomes(
      family,
      entries.filter((entry) => entry.family === family),
    );
  const book = { ipv4: of("ipv4"), ipv6: of("ipv6") };
  books.set(interfaces, book);
  return book;
};

/** The place of the first home that ends at or after an address. */
const firstHome = (homes: readonly Home[], address: bigint): number => {
  let low = 0;
  let high = homes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((homes[middle]?.to ?? address) < address) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The homes within a range, cut to it, in order. */
export const homesWithin = (family: Family, range: AddressRange, index: ObservationIndex): Home[] => {
  const homes = bookOf(index)[family];
  const found: Home[] = [];
  for (let at = firstHome(homes, range.from); ; at += 1) {
    const home = homes[at];
    if (home === undefined || home.from > range.to) return found;
    const isWhole = range.from <= home.from && home.to <= range.to;
    found.push(
      isWhole ? home : { ...home, from: higher(home.from, range.from), to: lower(home.to, range.to) },
    );
  }
};

/** The addresses of an interface, each with the groups that stand for it. */
export const homesOf = (item: ObservedInterface, index: ObservationIndex): Home[] =>
  entriesOf(item).flatMap(({ family, from, to }) => homesWithin(family, { from, to }, index));

/** How many addresses the homes before each place hold, and in the end all of them. Kept with the homes. */
const tallies = new WeakMap<readonly Home[], readonly bigint[]>();

const tallyOf = (homes: readonly Home[]): readonly bigint[] => {
  const known = tallies.get(homes);
  if (known !== undefined) return known;
  const tally: bigint[] = [0n];
  for (const { from, to } of homes) tally.push((tally.at(-1) ?? 0n) + to - from + 1n);
  tallies.set(homes, tally);
  return tally;
};

/** How many addresses up to and with this one have a home. */
const housedUpTo = (homes: readonly Home[], address: bigint): bigint => {
  const at = firstHome(homes, address);
  const before = tallyOf(homes)[at] ?? 0n;
  const home = homes[at];
  return home === undefined || home.from > address ? before : before + address - home.from + 1n;
};

/** Whether nobody is at home at some address of the range. */
export const hasStranger = (family: Family, range: AddressRange, index: ObservationIndex): boolean => {
  const homes = bookOf(index)[family];
  const housed = housedUpTo(homes, range.to) - (range.from === 0n ? 0n : housedUpTo(homes, range.from - 1n));
  return housed < range.to - range.from + 1n;
};
