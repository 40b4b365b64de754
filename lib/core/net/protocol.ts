/**
 * Protocols and ports on one line of numbers, the *service axis*.
 *
 * tcp, udp, icmp and icmpv6 take 65,536 points each (for the two icmp: type x 256 + code); every other protocol takes
 * one. They stand in order of protocol number, so that services that touch merge, and `all` is one range.
 */

export const PORTS = 65_536;

const NAMED = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

/** A protocol with a port axis of its own. */
export type NamedProtocol = keyof typeof NAMED;

const NAME_OF: ReadonlyMap<number, NamedProtocol> = new Map([
  [1, "icmp"],
  [6, "tcp"],
  [17, "udp"],
  [58, "icmpv6"],
]);

/** The name of tcp, udp, icmp or icmpv6; null for every other protocol. */
export const protocolName = (protocol: number): NamedProtocol | null => NAME_OF.get(protocol) ?? null;

const STARTS: readonly number[] = (() => {
  const starts = [0];
  for (let protocol = 0; protocol < 256; protocol += 1)
    starts.push((starts[protocol] ?? 0) + (NAME_OF.has(protocol) ? PORTS : 1));
  return starts;
})();

/** The highest point of the axis. */
export const LAST_SERVICE = (STARTS[256] ?? 0) - 1;

/** The first point of a protocol, 0-255. */
export const firstPoint = (protocol: number): number => STARTS[protocol] ?? 0;

/** The last point of a protocol, 0-255. */
export const lastPoint = (protocol: number): number => (STARTS[protocol + 1] ?? 0) - 1;

/** The protocol a point belongs to. */
export const protocolAt = (point: number): number => {
  // Nearly all points are tcp's.
  if (point >= firstPoint(NAMED.tcp) && point <= lastPoint(NAMED.tcp)) return NAMED.tcp;
  let low = 0;
  let high = 255;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firstPoint(middle) <= point) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** `tcp`, `6` and so on to 6; `-1` and `all` to "all"; null for anything else. */
export const parseProtocol = (text: string): number | "all" | null => {
  if (text === "tcp") return NAMED.tcp;
  const name = text.toLowerCase();
  if (name === "-1" || name === "all") return "all";
  if (Object.hasOwn(NAMED, name)) return NAMED[name as NamedProtocol];
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(name)) return null;
  const number = Number(name);
  return number <= 255 ? number : null;
};
