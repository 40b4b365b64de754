/**
 * An IPv4 or IPv6 address as a number in its family.
 *
 * The families never meet: `::ffff:0:0/96` stays IPv6. Parsing for people is in `parse-address.ts`.
 */

export type Family = "ipv4" | "ipv6";

export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** How many bits an address of the family has. */
export const addressBits = (family: Family): number => (family === "ipv4" ? 32 : 128);

/** The highest address of the family. */
export const lastAddress = (family: Family): bigint => (family === "ipv4" ? 0xffff_ffffn : (1n << 128n) - 1n);

/** The text of each byte; the first three of an address with the dot that follows. */
const BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => `${byte}`);
const DOTTED: readonly string[] = BYTES.map((byte) => `${byte}.`);

const printIpv4 = (value: bigint): string => {
  const bits = Number(value);
  const head = `${DOTTED[bits >>> 24]}${DOTTED[(bits >>> 16) & 255]}`;
  return `${head}${DOTTED[(bits >>> 8) & 255]}${BYTES[bits & 255]}`;
};

const ZERO_RUN = /(?:^|:)0(?::0)+(?=:|$)/g;

/** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as `::`. */
const printIpv6 = (value: bigint): string => {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  const text = groups.join(":");
  const longest = (text.match(ZERO_RUN) ?? []).reduce<string | null>(
    (best, run) => (best === null || zeroGroups(run) > zeroGroups(best) ? run : best),
    null,
  );
  if (longest === null) return text;
  const start = text.indexOf(longest);
  const before = text.slice(0, start);
  const after = text.slice(start + longest.length).replace(/^:/, "");
  return `${before}::${after}`;
};

const zeroGroups = (run: string): number => run.split("0").length - 1;

/** The lower of two addresses' numbers (`Math.min` takes no bigint). */
export const lower = (a: bigint, b: bigint): bigint => {
  if (a < b) return a;
  return b;
};

/** The higher of two addresses' numbers. */
export const higher = (a: bigint, b: bigint): bigint => {
  if (a > b) return a;
  return b;
};

/** The canonical text of an address, as EC2 writes it. */
export const printAddress = (address: Address): string =>
  address.family === "ipv4" ? printIpv4(address.value) : printIpv6(address.value);
