/**
 * What security groups never filter, whatever their rules say (User Guide, "Security groups for your VPC"): the VPC's
 * DNS, DHCP, instance and task metadata, Windows activation, the time service, and the VPC's router.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { canonicaliseCidr, cidrAround } from "#lib/core/net/cidr.ts";
import { type FlowSet, flowsWithCidrs, unionAllFlows } from "#lib/core/net/flow-set.ts";
import { ALL_SERVICES, portRange, type ServiceSet, unionServices } from "#lib/core/net/service-set.ts";

const TCP = 6;
const UDP = 17;

const on = (protocol: number, port: number): ServiceSet => portRange(protocol, port, port);
const DNS = unionServices(on(TCP, 53), on(UDP, 53));

const FIXED: readonly (readonly [cidr: string, services: ServiceSet])[] = [
  ["169.254.169.253/32", DNS],
  ["fd00:ec2::253/128", DNS],
  ["169.254.169.254/32", on(TCP, 80)],
  ["fd00:ec2::254/128", on(TCP, 80)],
  ["169.254.170.2/32", on(TCP, 80)],
  ["169.254.169.123/32", on(UDP, 123)],
  ["fd00:ec2::123/128", on(UDP, 123)],
  ["169.254.169.250/31", on(TCP, 1688)],
  ["255.255.255.255/32", on(UDP, 67)],
  ["ff02::1:2/128", on(UDP, 547)],
];

const flowsAt = (text: string, services: ServiceSet): FlowSet[] => {
  const cidr = canonicaliseCidr(text);
  return cidr.ok ? [flowsWithCidrs([cidr.value], services)] : [];
};

/** The address so many places above the first of a network. */
const flowsAbove = (text: string, places: bigint, services: ServiceSet): FlowSet[] => {
  const cidr = canonicaliseCidr(text);
  if (!cidr.ok || cidr.value.family !== "ipv4") return [];
  const address = { family: cidr.value.family, value: cidr.value.base + places };
  return [flowsWithCidrs([cidrAround(address, 32)], services)];
};

/** Flows by destination that no group filters for interfaces of these VPCs. */
export const unfilteredFlows = (vpcIds: readonly string[], index: ObservationIndex): FlowSet => {
  const cidrs = vpcIds.flatMap((vpcId) => index.vpcs.get(vpcId)?.ipv4Cidrs ?? []);
  const subnets = index.observation.subnets.filter(({ vpcId }) => vpcIds.includes(vpcId));
  return unionAllFlows([
    ...FIXED.flatMap(([cidr, services]) => flowsAt(cidr, services)),
    ...cidrs.flatMap((cidr) => flowsAbove(cidr, 2n, DNS)),
    ...subnets.flatMap(({ ipv4Cidr }) => (ipv4Cidr === null ? [] : flowsAbove(ipv4Cidr, 1n, ALL_SERVICES))),
  ]);
};
