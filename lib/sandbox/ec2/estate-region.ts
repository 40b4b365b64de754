import { canonicalCidr, familyOf } from "./cidr.ts";
import type { EstateRegion } from "./estate.ts";
import { type EstateNames, groupIdOf, idOf, resolve, resolveGroup } from "./estate-names.ts";
import { estateRules, type RuleSetting } from "./estate-rules.ts";
import { derivedId } from "./identifiers.ts";
import { defaultEgress, defaultGroup } from "./rules/default-rules.ts";
import type { Group, Instance, NetworkInterface, PrefixList, Subnet, Tags, Vpc } from "./state.ts";

export interface Place {
  readonly account: string;
  readonly names: EstateNames;
  readonly region: EstateRegion;
}

export const estateVpcs = ({ account, names, region }: Place): readonly Vpc[] =>
  region.vpcs.map((vpc) => ({
    id: idOf(names.place, "vpcs", vpc),
    owner: vpc.owner ?? account,
    cidrs: vpc.cidrs.map(canonical),
    ipv6Cidrs: vpc.ipv6Cidrs.map(canonical),
    isDefault: vpc.default,
    tags: named(vpc),
  }));

export const estateSubnets = ({ account, names, region }: Place): readonly Subnet[] =>
  region.subnets.map((subnet) => ({
    id: idOf(names.place, "subnets", subnet),
    owner: account,
    vpc: resolve(names, "vpcs", subnet.vpc),
    zone: subnet.zone,
    cidr: canonical(subnet.cidr),
    ipv6Cidr: subnet.ipv6Cidr === undefined ? undefined : canonical(subnet.ipv6Cidr),
    publicByDefault: subnet.public,
    tags: named(subnet),
  }));

export const estatePrefixLists = ({ account, names, region }: Place): readonly PrefixList[] =>
  region.prefixLists.map((list) => ({
    id: idOf(names.place, "prefixLists", list),
    name: list.name,
    owner: list.owner ?? account,
    family: list.family,
    maxEntries: list.maxEntries,
    version: list.version,
    entries: list.entries.map((entry) => ({ ...entry, cidr: canonical(entry.cidr) })),
    tags: list.tags,
  }));

/** Groups with their rules, and a `default` one for every VPC that was given none (EC2-FACTS, "a new VPC"). */
export function estateGroups(
  place: Place,
  vpcs: readonly Vpc[],
  setting: Omit<RuleSetting, "groupId" | "vpc">,
): readonly Group[] {
  const written = place.region.groups.map((group): Group => {
    const vpc = group.vpc === undefined ? undefined : resolve(place.names, "vpcs", group.vpc);
    const id = groupIdOf(place.names.place, vpc ?? "", group);
    const within = { ...setting, groupId: id, vpc };
    const hasIpv6 = vpcs.some((candidate) => candidate.id === vpc && candidate.ipv6Cidrs.length > 0);
    return {
      id,
      name: group.name,
      description: group.description,
      owner: group.owner ?? place.account,
      vpc,
      associatedVpcs: group.associatedVpcs.map((reference) => resolve(place.names, "vpcs", reference)),
      rules: [
        ...estateRules(within, group.ingress, false),
        ...(group.egress === undefined
          ? defaultEgress(id, hasIpv6)
          : estateRules(within, group.egress, true)),
      ],
      tags: group.tags,
    };
  });
  const bare = vpcs.filter(
    (vpc) => !written.some((group) => group.vpc === vpc.id && group.name === "default"),
  );
  return [...written, ...bare.map((vpc) => defaultGroup(vpc))];
}

export function estateInstances(place: Place, subnets: readonly Subnet[]): readonly Instance[] {
  return place.region.instances.map((instance) => {
    const subnet = subnetOf(place, subnets, instance.subnet);
    const id = idOf(place.names.place, "instances", instance);
    return {
      id,
      owner: place.account,
      reservation: derivedId("r", id),
      type: instance.type,
      image: instance.image,
      state: instance.state,
      launched: instance.launched,
      keyName: instance.keyName,
      vpc: subnet.vpc,
      subnet: subnet.id,
      zone: subnet.zone,
      privateAddress: instance.address,
      publicAddress: instance.publicAddress,
      tags: named(instance),
    };
  });
}

/** The estate's interfaces, and the primary one of every instance that is not terminated. */
export function estateInterfaces(place: Place, subnets: readonly Subnet[]): readonly NetworkInterface[] {
  const { account, names, region } = place;
  const common = (id: string, written: { subnet: string; groups: string[] }) => {
    const subnet = subnetOf(place, subnets, written.subnet);
    return {
      id,
      owner: account,
      vpc: subnet.vpc,
      subnet: subnet.id,
      zone: subnet.zone,
      groups: written.groups.map((reference) => resolveGroup(names, reference, subnet.vpc)),
      mac: macOf(id),
    };
  };
  const given = region.interfaces.filter(
    (written) => written.instance !== undefined && written.deviceIndex === 0,
  );
  const hasPrimary = new Set(given.map((written) => resolve(names, "instances", written.instance ?? "")));
  const primary = region.instances
    .filter((instance) => instance.state !== "terminated")
    .filter((instance) => !hasPrimary.has(idOf(names.place, "instances", instance)))
    .map((instance): NetworkInterface => {
      const instanceId = idOf(names.place, "instances", instance);
      const id = instance.interfaceId ?? derivedId("eni", instanceId, "primary");
      return {
        ...common(id, instance),
        type: "interface",
        description: "",
        status: "in-use",
        addresses: [instance.address],
        ipv6Addresses: instance.ipv6Addresses,
        ipv4Prefixes: [],
        ipv6Prefixes: [],
        publicAddress: instance.publicAddress,
        requesterManaged: false,
        attachment: {
          id: derivedId("eni-attach", id),
          instance: instanceId,
          instanceOwner: account,
          deviceIndex: 0,
        },
        tags: {},
      };
    });
  const others = region.interfaces.map((written): NetworkInterface => {
    const id = idOf(names.place, "interfaces", written);
    const instance =
      written.instance === undefined ? undefined : resolve(names, "instances", written.instance);
    const attached = instance !== undefined || written.attachedTo !== undefined;
    return {
      ...common(id, written),
      type: written.type,
      description: written.description,
      status: written.status,
      addresses: written.addresses,
      ipv6Addresses: written.ipv6Addresses,
      ipv4Prefixes: written.ipv4Prefixes,
      ipv6Prefixes: written.ipv6Prefixes,
      publicAddress: written.publicAddress,
      requesterId: written.requesterId,
      requesterManaged: written.requesterManaged,
      attachment: attached
        ? {
            id: derivedId("eni-attach", id),
            instance,
            instanceOwner: written.attachedTo ?? account,
            deviceIndex: written.deviceIndex,
          }
        : undefined,
      tags: named(written),
    };
  });
  return [...primary, ...others];
}

export function canonical(cidr: string): string {
  const text = canonicalCidr(cidr, familyOf(cidr));
  if (text === undefined) throw new Error(`estate: CIDR block ${cidr} is malformed`);
  return text;
}

/** A name given in the estate shows as the Name tag unless the tags say otherwise. */
const named = (item: { name?: string | undefined; tags: Tags }): Tags =>
  item.name === undefined ? item.tags : { Name: item.name, ...item.tags };

function subnetOf({ names }: Place, subnets: readonly Subnet[], reference: string): Subnet {
  const id = resolve(names, "subnets", reference);
  const subnet = subnets.find((candidate) => candidate.id === id);
  if (subnet === undefined) throw new Error(`estate ${names.place}: no subnet "${reference}"`);
  return subnet;
}

const macOf = (id: string): string =>
  ["02", ...(id.slice(-10).match(/[0-9a-f]{2}/g) ?? [])].slice(0, 6).join(":");
