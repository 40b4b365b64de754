/** Inclusive ranges of addresses within one family, and the fewest networks that cover them. */
import { addressBits, type Family } from "./address.ts";
import { type Cidr, lastOf } from "./cidr.ts";

/** Inclusive; `from <= to`. */
export interface AddressRange {
  readonly from: bigint;
  readonly to: bigint;
}

export const rangeOfCidr = (cidr: Cidr): AddressRange => ({ from: cidr.base, to: lastOf(cidr) });

/** Sorted, disjoint, with touching ranges joined: the one canonical list for a set of addresses. */
export const mergeRanges = (ranges: readonly AddressRange[]): AddressRange[] => {
  if (ranges.length <= 1) return [...ranges];
  const sorted = [...ranges].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const merged: AddressRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || range.from > last.to + 1n) merged.push(range);
    else if (range.to > last.to) merged[merged.length - 1] = { from: last.from, to: range.to };
  }
  return merged;
};

const bitLength = (value: bigint): number => {
  if (value <= 0xffff_ffffn) return 32 - Math.clz32(Number(value));
  return value.toString(2).length;
};

/** In plain numbers, since whatever is open but for some addresses falls into very many networks. */
const ipv4CidrsOfRange = (first: number, last: number): Cidr[] => {
  const cidrs: Cidr[] = [];
  let from = first;
  while (from <= last) {
    const alignment = from === 0 ? 32 : 31 - Math.clz32(from & -from);
    const count = last - from + 1;
    const room = count > 0xffff_ffff ? 32 : 31 - Math.clz32(count);
    const hostBits = Math.min(alignment, room);
    cidrs.push({ family: "ipv4", base: BigInt(from), length: 32 - hostBits });
    from += 2 ** hostBits;
  }
  return cidrs;
};

/** The fewest networks that cover exactly this range, in order. */
export const cidrsOfRange = (family: Family, range: AddressRange): Cidr[] => {
  if (family === "ipv4") return ipv4CidrsOfRange(Number(range.from), Number(range.to));
  const bits = addressBits(family);
  const cidrs: Cidr[] = [];
  let from = range.from;
  while (from <= range.to) {
    const alignment = from === 0n ? bits : bitLength(from & -from) - 1;
    const room = bitLength(range.to - from + 1n) - 1;
    const hostBits = Math.min(alignment, room);
    cidrs.push({ family, base: from, length: bits - hostBits });
    from += 1n << BigInt(hostBits);
  }
  return cidrs;
};

/** The smallest network that contains the whole range. */
export const cidrEnclosing = (family: Family, range: AddressRange): Cidr => {
  const hostBits = bitLength(range.from ^ range.to);
  const base = (range.from >> BigInt(hostBits)) << BigInt(hostBits);
  return { family, base, length: addressBits(family) - hostBits };
};
