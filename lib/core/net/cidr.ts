/**
 * A network: the addresses that share a prefix. A `Cidr` is always canonical (no host bits), so that equal networks
 * are deeply equal. People's input is parsed strictly; what EC2 stores is canonicalised.
 */
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { type Address, addressBits, type Family, printAddress } from "./address.ts";
import type { AddressProblem } from "./address-problem.ts";
import { embeddedIpv4, plainIpv4, readAddress } from "./parse-address.ts";

export interface Cidr {
  readonly family: Family;
  /** The first address. */
  readonly base: bigint;
  /** 0-32 or 0-128. */
  readonly length: number;
}

/** Canonical text, as EC2 stores it: `10.0.0.0/8`, `2001:db8::/32`. */
export const printCidr = (cidr: Cidr): string =>
  `${printAddress({ family: cidr.family, value: cidr.base })}/${cidr.length}`;

/** The network of this length around an address. */
export const cidrAround = (address: Address, length: number): Cidr => {
  const hostBits = BigInt(addressBits(address.family) - length);
  return { family: address.family, base: (address.value >> hostBits) << hostBits, length };
};

/** By how many bits are a host's own, the highest number these can have. */
const LAST_HOST: readonly bigint[] = Array.from({ length: 129 }, (_, bits) => (1n << BigInt(bits)) - 1n);

/** The last address of a network. */
export const lastOf = ({ family, base, length }: Cidr): bigint =>
  base | (LAST_HOST[addressBits(family) - length] ?? 0n);

type Read = Result<{ readonly address: Address; readonly cidr: Cidr }, AddressProblem>;

const readCidr = (text: string): Read => {
  const slash = text.indexOf("/");
  const address = readAddress(slash === -1 ? text : text.slice(0, slash));
  if (!address.ok) return address;
  const bits = addressBits(address.value.family);
  if (slash === -1)
    return fail({ code: "prefix-missing", suggestion: `${printAddress(address.value)}/${bits}` });
  const prefix = text.slice(slash + 1);
  if (!/^[0-9]+$/.test(prefix)) return fail({ code: "prefix-malformed", suggestion: null });
  if (prefix.length > 1 && prefix.startsWith("0"))
    return fail({ code: "prefix-leading-zero", suggestion: null });
  if (prefix.length > 3 || Number(prefix) > bits)
    return fail({ code: "prefix-out-of-range", suggestion: null });
  return succeed({ address: address.value, cidr: cidrAround(address.value, Number(prefix)) });
};

/** Refuses IPv4 inside IPv6: a network that lies wholly in such a prefix. */
const hiddenIpv4 = (cidr: Cidr): AddressProblem | null => {
  const first = embeddedIpv4({ family: cidr.family, value: cidr.base });
  const last = embeddedIpv4({ family: cidr.family, value: lastOf(cidr) });
  if (first === null || last === null || first.code !== last.code) return null;
  const length = cidr.length - 96;
  const suggestion = first.suggestion === null ? null : `${first.suggestion}/${length}`;
  return { code: first.code, suggestion };
};

/** A network as a person may enter it. Host bits are refused with the canonical network as the suggestion. */
export const parseCidr = (text: string): Result<Cidr, AddressProblem> => {
  const read = readCidr(text);
  if (!read.ok) return read;
  const { address, cidr } = read.value;
  const hidden = hiddenIpv4(cidr);
  if (hidden !== null) return fail(hidden);
  if (address.value !== cidr.base) return fail({ code: "host-bits-set", suggestion: printCidr(cidr) });
  return succeed(cidr);
};

/** A network, or one address for the network of only that address (`203.0.113.7` is `203.0.113.7/32`). */
export const parseCidrOrAddress = (text: string): Result<Cidr, AddressProblem> => {
  const cidr = parseCidr(text);
  if (cidr.ok || cidr.problem.code !== "prefix-missing" || cidr.problem.suggestion === null) return cidr;
  return parseCidr(cidr.problem.suggestion);
};

/** A decimal digit's value, NaN for any other character. */
const digitAt = (text: string, index: number): number => {
  const digit = text.charCodeAt(index) - 48;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
};

/** The number that ends a text, of at most three digits: `24` after a slash. NaN for whatever else stands there. */
export const plainLength = (text: string, start: number): number => {
  const first = digitAt(text, start);
  if (text.length === start + 1) return first;
  if (text.length > start + 3 || first === 0) return Number.NaN;
  let length = first;
  for (let index = start + 1; index < text.length; index += 1) length = length * 10 + digitAt(text, index);
  return length;
};

/** `10.0.0.0/8` and its like, by far the most frequent text, in one pass; null for whatever needs a closer look. */
export const plainIpv4Cidr = (text: string): Cidr | null => {
  const slash = text.indexOf("/");
  const length = slash === -1 ? Number.NaN : plainLength(text, slash + 1);
  const address = length <= 32 ? plainIpv4(text, slash) : null;
  if (address === null) return null;
  return { family: "ipv4", base: BigInt(address - (address % 2 ** (32 - length))), length };
};

/** Whether a text is plainly the canonical one of an IPv4 network; false also where that takes a closer look. */
export const isPlainlyCanonical = (text: string): boolean => {
  const slash = text.indexOf("/");
  const length = slash === -1 ? Number.NaN : plainLength(text, slash + 1);
  const address = length <= 32 ? plainIpv4(text, slash) : null;
  return address !== null && address % 2 ** (32 - length) === 0;
};

/** A network as EC2 reads it: host bits are cleared (`1.0.0.0/0` is `0.0.0.0/0`), IPv4 in IPv6 stays IPv6. */
export const canonicaliseCidr = (text: string): Result<Cidr, AddressProblem> => {
  const plain = plainIpv4Cidr(text);
  if (plain !== null) return succeed(plain);
  const read = readCidr(text);
  return read.ok ? succeed(read.value.cidr) : read;
};

/** Whether an IPv6 network on EC2 hides IPv4 addresses, which it will not match. */
export const hidesIpv4 = (cidr: Cidr): boolean => hiddenIpv4(cidr) !== null;
