/**
 * One service as people write it: `all`, `tcp`, `tcp/22`, `tcp/8000-8080`, `icmp`, `icmp/8` (a type), `icmp/3.4`
 * (type and code), or a protocol number: `50`.
 */
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Service } from "#lib/core/tier/pattern.ts";

const MEANT =
  "A service looks like tcp/80, udp/5000-5010, icmp, icmp/8, all, or a protocol number such as 50.";

const NAME_BY_NUMBER: Readonly<Record<string, string>> = {
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
};

const service = (protocol: string, fromPort: number | null, toPort: number | null): Service => ({
  protocol,
  fromPort,
  toPort,
});

function readPorts(protocol: string, text: string): Result<Service, string> {
  const match = /^(0|[1-9]\d{0,4})(?:-(0|[1-9]\d{0,4}))?$/.exec(text);
  if (match === null) return fail(MEANT);
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  if (from > 65_535 || to > 65_535) return fail("A port goes from 0 to 65535.");
  if (from > to) return fail(`The first port comes first: ${protocol}/${to}-${from}.`);
  return succeed(from === 0 && to === 65_535 ? service(protocol, null, null) : service(protocol, from, to));
}

function readIcmp(protocol: string, text: string): Result<Service, string> {
  const match = /^(0|[1-9]\d{0,2})(?:\.(0|[1-9]\d{0,2}))?$/.exec(text);
  if (match === null) return fail(`${protocol} takes a type, and a code after a dot: ${protocol}/3.4.`);
  const type = Number(match[1]);
  const code = match[2] === undefined ? null : Number(match[2]);
  if (type > 255 || (code ?? 0) > 255) return fail("Types and codes go from 0 to 255.");
  return succeed(
    code === null
      ? service(protocol, type * 256, type * 256 + 255)
      : service(protocol, type * 256 + code, type * 256 + code),
  );
}

export function readService(text: string): Result<Service, string> {
  if (text === "all") return succeed(service("all", null, null));
  const [word = "", ports, ...rest] = text.split("/");
  const protocol = NAME_BY_NUMBER[word] ?? word;
  if (rest.length > 0) return fail(MEANT);
  const isIcmp = protocol === "icmp" || protocol === "icmpv6";
  if (isIcmp || protocol === "tcp" || protocol === "udp") {
    if (ports === undefined) return succeed(service(protocol, null, null));
    return isIcmp ? readIcmp(protocol, ports) : readPorts(protocol, ports);
  }
  if (!/^(0|[1-9]\d{0,2})$/.test(protocol) || Number(protocol) > 255) return fail(MEANT);
  if (ports !== undefined) return fail(`Protocol ${protocol} has no ports; write ${protocol}.`);
  return succeed(service(protocol, null, null));
}

/** The inverse of `readService`. */
export function printService({ protocol, fromPort, toPort }: Service): string {
  if (fromPort === null || toPort === null) return protocol;
  if (protocol === "icmp" || protocol === "icmpv6") {
    const type = Math.floor(fromPort / 256);
    return toPort === fromPort ? `${protocol}/${type}.${fromPort % 256}` : `${protocol}/${type}`;
  }
  return fromPort === toPort ? `${protocol}/${fromPort}` : `${protocol}/${fromPort}-${toPort}`;
}
