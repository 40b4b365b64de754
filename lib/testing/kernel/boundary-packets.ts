/** The packets where a rule may be wrong by one: around the ends of its networks, ports, types, codes and protocols. */
import type { Direction, ObservedInterface, ObservedRule } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { type Address, type Family, lastAddress } from "#lib/core/net/address.ts";
import { canonicaliseCidr, lastOf } from "#lib/core/net/cidr.ts";
import { firstPoint, LAST_SERVICE, protocolAt } from "#lib/core/net/protocol.ts";

export interface BoundaryPacket {
  readonly peer: Address;
  /** A point of the service axis. */
  readonly service: number;
}

/** Not of any rule: what no boundary may let through by accident. */
const EVERYWHERE: readonly Address[] = [
  { family: "ipv4", value: 0x0808_0808n },
  { family: "ipv4", value: 0xc633_6407n },
  { family: "ipv6", value: (0x2001_0db8n << 96n) + 7n },
  { family: "ipv6", value: 0x2600n << 112n },
];
const ALWAYS: readonly number[] = [
  firstPoint(6) + 22,
  firstPoint(17) + 53,
  firstPoint(1) + 8 * 256,
  firstPoint(58) + 128 * 256,
  firstPoint(50),
  firstPoint(0),
  LAST_SERVICE,
];

/** What IPv6 takes for its own extension headers is no protocol of a packet there. */
export const IPV6_HEADERS: ReadonlySet<number> = new Set([0, 43, 44, 51, 60]);

const around = (text: string): Address[] => {
  const cidr = canonicaliseCidr(text);
  if (!cidr.ok) return [];
  const { family, base } = cidr.value;
  const last = lastOf(cidr.value);
  return [base - 1n, base, (base + last) / 2n, last, last + 1n]
    .filter((value) => value >= 0n && value <= lastAddress(family))
    .map((value) => ({ family, value }));
};

const peerTexts = ({ peer }: ObservedRule, index: ObservationIndex): readonly string[] => {
  if (peer.kind === "ipv4" || peer.kind === "ipv6") return [peer.cidr];
  if (peer.kind === "prefix-list") return index.prefixLists.get(peer.prefixListId)?.entries ?? [];
  return (index.interfacesByGroup.get(peer.groupId) ?? []).flatMap(({ privateCidrs }) => privateCidrs);
};

const servicesAround = (rule: ObservedRule): number[] =>
  ruleServices(rule)
    .possibly.flatMap(({ from, to }) => [from - 1, from, to, to + 1])
    .filter((point) => point >= 0 && point <= LAST_SERVICE);

const cross = (peers: readonly Address[], services: readonly number[]): BoundaryPacket[] =>
  peers.flatMap((peer) => services.map((service) => ({ peer, service })));

/** At most so many of a list, spread evenly over it. */
const spread = <Item>(items: readonly Item[], most: number): Item[] =>
  items.length <= most
    ? [...items]
    : Array.from({ length: most }, (_, at) => items[Math.floor((at * items.length) / most)]).flatMap(
        (item) => (item === undefined ? [] : [item]),
      );

const keyOf = ({ peer, service }: BoundaryPacket): string => `${peer.family} ${peer.value} ${service}`;

/** Every rule's own boundaries first, then everybody's peers with everybody's services, up to `most` packets. */
export const boundaryPackets = (
  item: ObservedInterface,
  direction: Direction,
  index: ObservationIndex,
  most: number,
): BoundaryPacket[] => {
  const rules = item.groupIds
    .flatMap((groupId) => index.groups.get(groupId)?.rules ?? [])
    .filter((rule) => rule.direction === direction);
  const own = rules.flatMap((rule) => cross(peerTexts(rule, index).flatMap(around), servicesAround(rule)));
  const peers = [...EVERYWHERE, ...rules.flatMap((rule) => peerTexts(rule, index).flatMap(around))];
  const services = [...ALWAYS, ...rules.flatMap(servicesAround)];
  const all = [...spread(own, Math.ceil(most / 2)), ...spread(cross(peers, services), most)];
  const different = new Map(all.map((packet) => [keyOf(packet), packet]));
  return [...different.values()]
    .filter(({ peer, service }) => peer.family === "ipv4" || !IPV6_HEADERS.has(protocolAt(service)))
    .slice(0, most);
};

const within = ({ value }: Address, base: bigint, hostBits: bigint): boolean => value >> hostBits === base;

/** Addresses that no router forwards, whatever any filter says: this host, loopback, link-local, multicast, broadcast. */
export const isNeverRouted = (address: Address): boolean => {
  const families: Readonly<Record<Family, () => boolean>> = {
    ipv4: () =>
      within(address, 0n, 24n) ||
      within(address, 127n, 24n) ||
      within(address, 0xen, 28n) ||
      address.value === lastAddress("ipv4"),
    ipv6: () =>
      address.value <= 1n ||
      within(address, 0xffffn, 32n) ||
      within(address, 0xfe80n >> 6n, 118n) ||
      within(address, 0xffn, 120n),
  };
  return families[address.family]();
};
