/**
 * Which node stands for a network that a rule names: its named source, the Internet, or the one node of all unnamed
 * networks of its sort. So the nodes of an account are counted in groups and names, never in hosts.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { lastAddress } from "#lib/core/net/address.ts";
import { type AddressRange, rangeOfCidr } from "#lib/core/net/address-range.ts";
import { type Cidr, canonicaliseCidr, printCidr } from "#lib/core/net/cidr.ts";
import { privateRanges } from "#lib/core/net/world.ts";

export const INTERNET = "internet";
export const PUBLIC_NETWORKS = "networks:public";
export const PRIVATE_NETWORKS = "networks:private";

/** Every address of a VPC's networks that has no name of its own. */
export const networksOfVpc = (vpcId: string): string => `networks:${vpcId}`;

export interface NetworkPlace {
  /** As EC2 stores it; the text itself where it is no network. */
  readonly cidr: string;
  readonly nodeId: string;
}

const isWithin = (inner: AddressRange, outer: AddressRange): boolean =>
  outer.from <= inner.from && inner.to <= outer.to;

const isEveryone = (cidr: Cidr): boolean =>
  cidr.length === 0 && rangeOfCidr(cidr).to === lastAddress(cidr.family);

interface VpcNetworks {
  readonly vpcId: string;
  readonly networks: readonly Cidr[];
}

/** Looks up networks as rules of groups in a VPC write them. `named`: canonical CIDRs that have a name. */
export const networkPlaces = (index: ObservationIndex, named: ReadonlySet<string>) => {
  const vpcs = [...index.vpcs.values()]
    .sort((a, b) => (a.vpcId < b.vpcId ? -1 : 1))
    .map(
      ({ vpcId, ipv4Cidrs, ipv6Cidrs }): VpcNetworks => ({
        vpcId,
        networks: [...ipv4Cidrs, ...ipv6Cidrs].flatMap((text) => {
          const cidr = canonicaliseCidr(text);
          return cidr.ok ? [cidr.value] : [];
        }),
      }),
    );
  const holds = ({ networks }: VpcNetworks, cidr: Cidr): boolean =>
    networks.some(
      (network) => network.family === cidr.family && isWithin(rangeOfCidr(cidr), rangeOfCidr(network)),
    );
  const unnamed = (cidr: Cidr, vpcId: string | null): string => {
    const own = vpcs.find((vpc) => vpc.vpcId === vpcId && holds(vpc, cidr));
    const home = own ?? vpcs.find((vpc) => holds(vpc, cidr));
    if (home !== undefined) return networksOfVpc(home.vpcId);
    const range = rangeOfCidr(cidr);
    return privateRanges(cidr.family).some((part) => isWithin(range, part))
      ? PRIVATE_NETWORKS
      : PUBLIC_NETWORKS;
  };
  const placeOf = (text: string, vpcId: string | null): NetworkPlace => {
    const read = canonicaliseCidr(text);
    if (!read.ok) return { cidr: text, nodeId: PUBLIC_NETWORKS };
    const cidr = printCidr(read.value);
    if (isEveryone(read.value)) return { cidr, nodeId: INTERNET };
    return { cidr, nodeId: named.has(cidr) ? cidr : unnamed(read.value, vpcId) };
  };
  const known = new Map<string, NetworkPlace>();
  return (text: string, vpcId: string | null): NetworkPlace => {
    const key = `${vpcId} ${text}`;
    const place = known.get(key) ?? placeOf(text, vpcId);
    known.set(key, place);
    return place;
  };
};
