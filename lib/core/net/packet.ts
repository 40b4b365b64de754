/**
 * A witness: one concrete packet of a flow set, which proves that the set is not empty. Of the many possible ones it
 * picks what people recognise: a documentation address where one fits, SSH or another well-known port where one fits.
 */
import { type Address, type Family, printAddress } from "./address.ts";
import type { AddressRange } from "./address-range.ts";
import type { FlowSet } from "./flow-set.ts";
import { readAddress } from "./parse-address.ts";
import { firstPoint } from "./protocol.ts";
import type { ServiceSet } from "./service-set.ts";
import { printService } from "./service-text.ts";

export interface Packet {
  readonly peer: Address | { readonly groupId: string };
  /** A point of the service axis. */
  readonly service: number;
}

/** Plain text of a packet: an address or a group id, and one service. */
export interface PacketText {
  readonly peer: string;
  readonly service: string;
}

const wellKnown = (protocol: number, ports: readonly number[]): number[] =>
  ports.map((port) => firstPoint(protocol) + port);

/** Most telling first: remote shells and desktops, databases, the web, names, ping. */
const FAMILIAR_SERVICES: readonly number[] = [
  ...wellKnown(6, [22, 3389, 3306, 5432, 6379, 1433, 27017, 443, 80, 8080, 8443, 25]),
  ...wellKnown(17, [53, 123]),
  ...wellKnown(1, [8 * 256]),
  ...wellKnown(58, [128 * 256]),
];

const numberOf = (text: string): bigint[] => {
  const address = readAddress(text);
  return address.ok ? [address.value.value] : [];
};

const FAMILIAR_ADDRESSES: Readonly<Record<Family, readonly bigint[]>> = {
  ipv4: ["198.51.100.7", "203.0.113.7", "192.0.2.7", "8.8.8.8"].flatMap(numberOf),
  ipv6: ["2001:db8::7", "2600::7"].flatMap(numberOf),
};

const holdsService = (services: ServiceSet, point: number): boolean => {
  for (let place = 0; place < services.length; place += 1) {
    const range = services[place];
    if (range !== undefined && range.from <= point && point <= range.to) return true;
  }
  return false;
};

/** The service that people recognise best; the set must not be empty. */
export const familiarService = (services: ServiceSet): number => {
  const familiar = FAMILIAR_SERVICES.find((point) => holdsService(services, point));
  if (familiar !== undefined) return familiar;
  const tcp = services.find((range) => range.to >= firstPoint(6) && range.from < firstPoint(7));
  if (tcp !== undefined) return Math.max(tcp.from, firstPoint(6));
  return services[0]?.from ?? 0;
};

/** A documentation address, or a first host rather than a network's own address, where there is room. */
export const familiarAddress = (family: Family, segment: AddressRange): bigint => {
  const familiar = FAMILIAR_ADDRESSES[family].find((value) => segment.from <= value && value <= segment.to);
  if (familiar !== undefined) return familiar;
  return segment.to - segment.from >= 3n ? segment.from + 1n : segment.from;
};

/** One packet of the set, the same one for equal sets; null when the set is empty. */
export const witnessOf = (set: FlowSet): Packet | null => {
  for (const family of ["ipv4", "ipv6"] as const) {
    const segments = set[family];
    const segment =
      segments.find((candidate) =>
        FAMILIAR_ADDRESSES[family].some((value) => candidate.from <= value && value <= candidate.to),
      ) ?? segments[0];
    if (segment !== undefined)
      return {
        peer: { family, value: familiarAddress(family, segment) },
        service: familiarService(segment.services),
      };
  }
  const group = set.groups[0];
  if (group === undefined) return null;
  return { peer: { groupId: group.groupId }, service: familiarService(group.services) };
};

/** Whether a set holds this packet. */
export const holdsPacket = (set: FlowSet, packet: Packet): boolean => {
  const { peer } = packet;
  const services =
    "groupId" in peer
      ? set.groups.find((group) => group.groupId === peer.groupId)?.services
      : set[peer.family].find((segment) => segment.from <= peer.value && peer.value <= segment.to)?.services;
  return (services ?? []).some((range) => range.from <= packet.service && packet.service <= range.to);
};

export const printPacket = (packet: Packet): PacketText => ({
  peer: "groupId" in packet.peer ? packet.peer.groupId : printAddress(packet.peer),
  service: printService({ from: packet.service, to: packet.service }),
});
