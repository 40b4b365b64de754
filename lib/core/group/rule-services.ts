/**
 * The services a rule names, with EC2's quirks (EC2-FACTS.md, "protocols"): ports count for tcp, udp, icmp and icmpv6
 * only; icmp carries its type in the first port field and its code in the second, -1 for every one. A combination EC2
 * does not accept means at least nothing and at most the whole protocol.
 */
import { PORTS, parseProtocol } from "#lib/core/net/protocol.ts";
import {
  ALL_SERVICES,
  NO_SERVICES,
  portRange,
  type ServiceSet,
  wholeProtocol,
} from "#lib/core/net/service-set.ts";

/** The same three fields of an `ObservedRule`. */
export interface RuleService {
  readonly protocol: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
}

export interface ServiceBounds {
  readonly surely: ServiceSet;
  readonly possibly: ServiceSet;
}

const known = (services: ServiceSet): ServiceBounds => ({ surely: services, possibly: services });

const isPort = (port: number | null): port is number =>
  port !== null && Number.isInteger(port) && port >= 0 && port < PORTS;

const isByte = (value: number | null): value is number => isPort(value) && value <= 255;

const typedServices = (protocol: number, type: number | null, code: number | null): ServiceBounds => {
  if (type === -1 && code === -1) return known(wholeProtocol(protocol));
  if (protocol === 58 && type === null && code === null) return known(wholeProtocol(protocol));
  if (isByte(type) && code === -1) return known(portRange(protocol, type * 256, type * 256 + 255));
  if (isByte(type) && isByte(code)) return known(portRange(protocol, type * 256 + code, type * 256 + code));
  return { surely: NO_SERVICES, possibly: wholeProtocol(protocol) };
};

export const ruleServices = ({ protocol: text, fromPort, toPort }: RuleService): ServiceBounds => {
  const protocol = parseProtocol(text);
  if (protocol === null) return { surely: NO_SERVICES, possibly: ALL_SERVICES };
  if (protocol === "all") return known(ALL_SERVICES);
  if (protocol === 1 || protocol === 58) return typedServices(protocol, fromPort, toPort);
  if (protocol !== 6 && protocol !== 17) return known(wholeProtocol(protocol));
  if (isPort(fromPort) && isPort(toPort) && fromPort <= toPort)
    return known(portRange(protocol, fromPort, toPort));
  return { surely: NO_SERVICES, possibly: wholeProtocol(protocol) };
};
