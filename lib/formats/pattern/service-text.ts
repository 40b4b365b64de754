/** One service of the model as people write it, in the words of `lib/core/net/service-text.ts`; one protocol each. */
import { firstPoint, LAST_SERVICE, lastPoint, protocolAt, protocolName } from "#lib/core/net/protocol.ts";
import type { ServiceRange } from "#lib/core/net/service-set.ts";
import { parseService, printService as printRange } from "#lib/core/net/service-text.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Service } from "#lib/core/tier/pattern.ts";

const MEANT =
  "A service looks like tcp/80, udp/5000-5010, icmp, icmp/8 (a type), icmp/3/4 (type and code), protocol/50 or all.";

const isEverything = (range: ServiceRange): boolean => range.from === 0 && range.to === LAST_SERVICE;

export function readService(text: string): Result<Service, string> {
  const services = parseService(text);
  const range = services.ok ? services.value[0] : undefined;
  if (range === undefined) return fail(MEANT);
  if (isEverything(range)) return succeed({ protocol: "all", fromPort: null, toPort: null });
  const number = protocolAt(range.from);
  if (number !== protocolAt(range.to)) return fail("Write one protocol at a time: protocol/7, protocol/8.");
  const protocol = protocolName(number) ?? String(number);
  const start = firstPoint(number);
  if (range.from === start && range.to === lastPoint(number)) {
    return succeed({ protocol, fromPort: null, toPort: null });
  }
  return succeed({ protocol, fromPort: range.from - start, toPort: range.to - start });
}

const NUMBERS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };

/** The inverse of `readService`. */
export function printService({ protocol, fromPort, toPort }: Service): string {
  if (protocol === "all") return "all";
  const number = NUMBERS[protocol] ?? Number(protocol);
  const start = firstPoint(number);
  if (fromPort === null || toPort === null) return printRange({ from: start, to: lastPoint(number) });
  return printRange({ from: start + fromPort, to: start + toPort });
}
