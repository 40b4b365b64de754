/**
 * Where a network lies, in plain numbers and from its text alone: two networks whose spans do not meet have no address
 * in common. For comparing very many of them; whoever needs the addresses themselves reads the network.
 */
import type { Family } from "./address.ts";
import { canonicaliseCidr, lastOf, plainLength } from "./cidr.ts";
import { hexDigit, plainIpv4 } from "./parse-address.ts";

export interface NetworkSpan {
  readonly family: Family;
  /** Inclusive: IPv4 addresses; of IPv6 addresses the first 48 bits. */
  readonly low: number;
  readonly high: number;
}

const SEEN_BITS = 48;
const COLON = 58;
const SLASH = 47;

const around = (family: Family, bits: number, value: number, length: number): NetworkSpan => {
  const size = length >= bits ? 1 : 2 ** (bits - length);
  const low = value - (value % size);
  return { family, low, high: low + size - 1 };
};

/** `2001:db8:1:2::/64` and its like in one pass; null for whatever needs a closer look. */
export const plainIpv6Span = (text: string): NetworkSpan | null => {
  let groups = 0;
  let first48 = 0;
  /** How many groups stand before the `::`; 8 when there is none. */
  let head = 8;
  let group = 0;
  let digits = 0;
  let index = 0;
  for (; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === SLASH) break;
    if (code !== COLON) {
      group = group * 16 + hexDigit(code);
      digits += 1;
      if (digits > 4 || Number.isNaN(group)) return null;
      continue;
    }
    if (digits === 0) {
      // The second colon of a `::`, the first of which ended a group.
      if (head < 8 || groups === 0) return null;
      head = groups;
      first48 *= 65_536 ** Math.max(0, 3 - head);
      continue;
    }
    if (groups < Math.min(3, head)) first48 = first48 * 65_536 + group;
    groups += 1;
    group = 0;
    digits = 0;
  }
  if (digits > 0) groups += 1;
  else if (head === 8 || text.charCodeAt(index - 2) !== COLON) return null;
  const length = plainLength(text, index + 1);
  if (index === text.length || Number.isNaN(length) || length > 128) return null;
  // After a `::` near the start there may be groups that belong to the first 48 bits.
  const isPlain = head === 8 ? groups === 8 : groups < 8 && (head >= 3 || groups - head <= 5);
  return isPlain ? around("ipv6", SEEN_BITS, first48, length) : null;
};

export const plainIpv4Span = (text: string): NetworkSpan | null => {
  const slash = text.indexOf("/");
  const length = slash === -1 ? Number.NaN : plainLength(text, slash + 1);
  const address = length <= 32 ? plainIpv4(text, slash) : null;
  return address === null ? null : around("ipv4", 32, address, length);
};

/** Null for text that is no network as EC2 reads it. */
export const networkSpan = (text: string): NetworkSpan | null => {
  const plain = plainIpv4Span(text) ?? plainIpv6Span(text);
  if (plain !== null) return plain;
  const read = canonicaliseCidr(text);
  if (!read.ok) return null;
  const { family, base } = read.value;
  const unseen = family === "ipv4" ? 0n : 80n;
  return { family, low: Number(base >> unseen), high: Number(lastOf(read.value) >> unseen) };
};
