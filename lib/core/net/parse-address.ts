/**
 * Text to address. There is exactly one reading of each accepted text: what programs disagree about (octal,
 * hexadecimal, short forms, zones, other scripts' digits) is refused with a code of its own.
 */
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { type Address, printAddress } from "./address.ts";
import type { AddressProblem, AddressProblemCode } from "./address-problem.ts";

type Parsed = Result<Address, AddressProblem>;

const refuse = (code: AddressProblemCode, suggestion: string | null = null): Parsed =>
  fail({ code, suggestion });

const DOT = 46;
const ZERO = 48;
const NINE = 57;

/** The number of a plain dotted quad before `end`, by far the most frequent text; null for what needs a closer look. */
export const plainIpv4 = (text: string, end: number = text.length): number | null => {
  let value = 0;
  let part = -1;
  let dots = 0;
  for (let index = 0; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === DOT) {
      if (part === -1) return null;
      value = value * 256 + part;
      part = -1;
      dots += 1;
    } else if (code < ZERO || code > NINE || part === 0) return null;
    else part = (part === -1 ? 0 : part * 10) + code - ZERO;
    if (part > 255) return null;
  }
  return dots === 3 && part !== -1 ? value * 256 + part : null;
};

const parseIpv4 = (text: string): Parsed => {
  const parts = text.split(".");
  if (!parts.every((part) => /^(?:\d+|0x[0-9a-f]+)$/i.test(part))) return refuse("malformed");
  if (parts.some((part) => /^0x/i.test(part))) return refuse("hexadecimal");
  if (parts.length > 4) return refuse("malformed");
  if (parts.length < 4) return refuse("short-form");
  if (parts.some((part) => part.length > 1 && part.startsWith("0"))) {
    const plain = parts.map((part) => part.replace(/^0+(?=\d)/, ""));
    return refuse("leading-zero", plain.every((part) => Number(part) <= 255) ? plain.join(".") : null);
  }
  if (parts.some((part) => Number(part) > 255)) return refuse("out-of-range");
  return succeed({ family: "ipv4", value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) });
};

/** `a:b` of the text on one side of `::`; null when a group is not one to four hexadecimal digits. */
const hexGroups = (text: string): bigint[] | null => {
  if (text === "") return [];
  const groups = text.split(":");
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => BigInt(`0x${group}`))
    : null;
};

/** `::ffff:10.0.0.1` to `::ffff:a00:1`: a dotted tail stands for the last two groups. */
const withoutDottedTail = (text: string): Result<string, AddressProblem> => {
  const start = text.lastIndexOf(":") + 1;
  const tail = parseIpv4(text.slice(start));
  if (!tail.ok) return tail;
  const { value } = tail.value;
  return succeed(`${text.slice(0, start)}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`);
};

const COLON = 58;

/** A hexadecimal digit's value, NaN for any other character. */
export const hexDigit = (code: number): number => {
  if (code >= ZERO && code <= NINE) return code - ZERO;
  const letter = (code | 32) - 97;
  return letter >= 0 && letter <= 5 ? letter + 10 : Number.NaN;
};

/** The eight groups of a plain IPv6 address, in one pass; null for whatever needs a closer look. */
export const plainIpv6 = (text: string): readonly number[] | null => {
  const groups: number[] = [];
  let gap = -1;
  let index = text.startsWith("::") ? 1 : 0;
  if (index === 0 && text.startsWith(":")) return null;
  while (index < text.length) {
    if (text.charCodeAt(index) === COLON) {
      if (gap !== -1) return null;
      gap = groups.length;
      index += 1;
      continue;
    }
    let group = 0;
    const start = index;
    for (; index < text.length && text.charCodeAt(index) !== COLON; index += 1)
      group = group * 16 + hexDigit(text.charCodeAt(index));
    if (Number.isNaN(group) || index - start > 4) return null;
    groups.push(group);
    if (index === text.length) break;
    index += 1;
    if (index === text.length) return null;
  }
  const absent = 8 - groups.length;
  if (gap === -1 ? absent !== 0 : absent < 1) return null;
  if (gap !== -1) groups.splice(gap, 0, ...Array.from({ length: absent }, () => 0));
  return groups;
};

/** Eight groups of 16 bits as one number. */
const numberOfGroups = (groups: readonly number[]): bigint => {
  const word = (place: number) => BigInt((groups[place] ?? 0) * 65_536 + (groups[place + 1] ?? 0));
  return (word(0) << 96n) | (word(2) << 64n) | (word(4) << 32n) | word(6);
};

const parseIpv6 = (written: string): Parsed => {
  const plain = written.includes(".") ? withoutDottedTail(written) : succeed(written);
  if (!plain.ok) return plain;
  const sides = plain.value.split("::");
  if (sides.length > 2) return refuse("malformed");
  const head = hexGroups(sides[0] ?? "");
  const tail = hexGroups(sides[1] ?? "");
  if (head === null || tail === null) return refuse("malformed");
  const absent = 8 - head.length - tail.length;
  if (sides.length === 1 ? absent !== 0 : absent < 1) return refuse("malformed");
  const groups = [...head, ...Array.from({ length: absent }, () => 0n), ...tail];
  return succeed({ family: "ipv6", value: groups.reduce((sum, group) => (sum << 16n) | group, 0n) });
};

/** Any well-formed address, IPv4 inside IPv6 included: for what EC2 already stores. */
export const readAddress = (text: string): Parsed => {
  const plain = plainIpv4(text);
  if (plain !== null) return succeed({ family: "ipv4", value: BigInt(plain) });
  const groups = plainIpv6(text);
  if (groups !== null) return succeed({ family: "ipv6", value: numberOfGroups(groups) });
  if (text === "") return refuse("empty");
  if (/\s/u.test(text)) return refuse("space");
  if (/[^\x21-\x7e]/u.test(text)) return refuse("not-ascii");
  if (text.includes("%")) return refuse("zone-id");
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
};

/** The IPv4 address or the translation prefix that an IPv6 address hides, if it does. */
export const embeddedIpv4 = (address: Address): AddressProblem | null => {
  if (address.family === "ipv4") return null;
  const { value } = address;
  const low = printAddress({ family: "ipv4", value: value & 0xffff_ffffn });
  if (value >> 32n === 0xffffn) return { code: "ipv4-mapped", suggestion: low };
  const isNat64 = value >> 32n === 0x0064_ff9bn << 64n || value >> 80n === 0x0064_ff9b_0001n;
  const is6to4 = value >> 112n === 0x2002n;
  return isNat64 || is6to4 ? { code: "ipv4-embedded", suggestion: null } : null;
};

/** One address as a person may enter it. */
export const parseAddress = (text: string): Parsed => {
  const address = readAddress(text);
  if (!address.ok) return address;
  const hidden = embeddedIpv4(address.value);
  return hidden === null ? address : fail(hidden);
};
