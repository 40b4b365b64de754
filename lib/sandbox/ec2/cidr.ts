/**
 * CIDR blocks as EC2 stores them (EC2-FACTS, "canonical CIDR"): host bits are cleared and IPv6 is compressed.
 * Written apart from the product's own parser on purpose: two opinions that must agree.
 */
export type Family = "ipv4" | "ipv6";

const width = { ipv4: 32, ipv6: 128 } as const;

/** The canonical text, or undefined for anything malformed in that family. */
export function canonicalCidr(text: string, family: Family): string | undefined {
  const match = /^([0-9a-fA-F:.]+)\/(0|[1-9][0-9]{0,2})$/.exec(text);
  const [, address, prefix] = match ?? [];
  if (address === undefined || prefix === undefined) return undefined;
  const length = Number(prefix);
  const bits = family === "ipv4" ? parseIpv4(address) : parseIpv6(address);
  if (bits === undefined || length > width[family]) return undefined;
  const host = BigInt(width[family] - length);
  const network = (bits >> host) << host;
  return `${family === "ipv4" ? printIpv4(network) : printIpv6(network)}/${length}`;
}

export const familyOf = (cidr: string): Family => (cidr.includes(":") ? "ipv6" : "ipv4");

function parseIpv4(text: string): bigint | undefined {
  const octets = text.split(".");
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9][0-9]{0,2})$/.test(octet))) return undefined;
  if (octets.some((octet) => Number(octet) > 255)) return undefined;
  return octets.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const halves = withoutDottedTail(text)?.split("::");
  if (halves === undefined || halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const words = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill("0"), ...tail];
  if (!words.every((word) => /^[0-9a-fA-F]{1,4}$/.test(word))) return undefined;
  return words.reduce((sum, word) => (sum << 16n) | BigInt(`0x${word}`), 0n);
}

/** `::ffff:10.0.0.1` with its last 32 bits as two hexadecimal words. */
function withoutDottedTail(text: string): string | undefined {
  if (!text.includes(".")) return text;
  const cut = text.lastIndexOf(":") + 1;
  const tail = parseIpv4(text.slice(cut));
  if (cut === 0 || tail === undefined) return undefined;
  return `${text.slice(0, cut)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
}

const printIpv4 = (bits: bigint): string =>
  [24n, 16n, 8n, 0n].map((shift) => ((bits >> shift) & 0xffn).toString()).join(".");

function printIpv6(bits: bigint): string {
  const words = Array.from({ length: 8 }, (_, index) => (bits >> BigInt(112 - 16 * index)) & 0xffffn);
  const text = words.map((word) => word.toString(16));
  const zeros = longestZeroRun(words);
  if (zeros.length < 2) return text.join(":");
  return `${text.slice(0, zeros.start).join(":")}::${text.slice(zeros.start + zeros.length).join(":")}`;
}

function longestZeroRun(words: readonly bigint[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let run = 0;
  words.forEach((word, index) => {
    run = word === 0n ? run + 1 : 0;
    if (run > best.length) best = { start: index - run + 1, length: run };
  });
  return best;
}
