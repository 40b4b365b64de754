import { type Estate, type EstateInput, type EstateRegion, estateSchema, policyPresets } from "./estate.ts";
import { allEstateNames, type EstateNames, idOf, resolve } from "./estate-names.ts";
import {
  canonical,
  estateGroups,
  estateInstances,
  estateInterfaces,
  estatePrefixLists,
  estateSubnets,
  estateVpcs,
  type Place,
} from "./estate-region.ts";
import type { Account, CloudState, Group, Peering, PeeringSide, Policy, Region } from "./state.ts";

/** The state the sandbox starts from. Throws one sentence for a reference that nothing answers to. */
export function stateFromEstate(input: EstateInput): CloudState {
  const estate = estateSchema.parse(input);
  const names = allEstateNames(estate);
  const places = estate.accounts.flatMap((account) =>
    account.regions.map(
      (region): Place => ({ account: account.id, region, names: namesAt(names, account.id, region) }),
    ),
  );
  const peerings = places.flatMap((place) =>
    place.region.peerings.map((written) => peeringOf(place, written, names, estate)),
  );
  const groups = groupDirectory(places);
  const accounts = estate.accounts.map((account): Account => {
    const own = places.filter((place) => place.account === account.id);
    const regions = own.map((place) =>
      regionState(place, names, peerings, groups.get(place.region.name) ?? new Map()),
    );
    const withPolicy = <T extends { policy: EstatePolicy }>(holder: T) => ({
      ...holder,
      policy: policyOf(holder.policy),
    });
    return {
      id: account.id,
      name: account.name,
      accessKeys: account.accessKeys.map(withPolicy),
      roles: account.roles.map(withPolicy),
      regions: Object.fromEntries(regions.map((region) => [region.name, region])),
    };
  });
  return { accounts: Object.fromEntries(accounts.map((account) => [account.id, account])), sessions: {} };
}

type EstatePolicy = Estate["accounts"][number]["roles"][number]["policy"];

const policyOf = (policy: EstatePolicy): Policy =>
  typeof policy === "string" ? policyPresets[policy] : policy;

type Directory = ReadonlyMap<string, Pick<Group, "owner" | "vpc">>;

function regionState(
  place: Place,
  others: ReadonlyMap<string, EstateNames>,
  peerings: readonly Peering[],
  groups: Directory,
): Region {
  const { account, names, region } = place;
  const here = peerings.filter(({ requester, accepter }) =>
    [requester, accepter].some((side) => side.account === account && side.region === region.name),
  );
  const vpcs = estateVpcs(place);
  const subnets = estateSubnets(place);
  const setting = { names, others, region: region.name, account, peerings: here, groups };
  return {
    name: region.name,
    quotas: region.quotas,
    vpcs: byId(vpcs),
    subnets: byId(subnets),
    peerings: byId(here),
    prefixLists: byId(estatePrefixLists(place)),
    groups: byId(estateGroups(place, vpcs, setting)),
    interfaces: byId(estateInterfaces(place, subnets)),
    instances: byId(estateInstances(place, subnets)),
  };
}

/** Per Region, owner and VPC of each written group, so that a reference knows what it points at. */
function groupDirectory(places: readonly Place[]): ReadonlyMap<string, Directory> {
  const directories = new Map<string, Map<string, Pick<Group, "owner" | "vpc">>>();
  for (const { account, region, names } of places) {
    const directory = directories.get(region.name) ?? new Map();
    directories.set(region.name, directory);
    for (const group of region.groups) {
      const vpc = group.vpc === undefined ? undefined : resolve(names, "vpcs", group.vpc);
      const id = names.groupsByVpc.get(`${vpc ?? ""}/${group.name}`);
      if (id !== undefined) directory.set(id, { owner: group.owner ?? account, vpc });
    }
  }
  return directories;
}

function peeringOf(
  place: Place,
  written: EstateRegion["peerings"][number],
  names: ReadonlyMap<string, EstateNames>,
  estate: Estate,
): Peering {
  const side = (end: typeof written.requester): PeeringSide => {
    const account = end.account ?? place.account;
    const region = end.region ?? place.region.name;
    const vpc = names.get(`${account}/${region}`)?.ids.vpcs.get(end.vpc) ?? end.vpc;
    const known = estate.accounts
      .find((candidate) => candidate.id === account)
      ?.regions.find((candidate) => candidate.name === region)
      ?.vpcs.find((candidate) => idOf(`${account}/${region}`, "vpcs", candidate) === vpc);
    const cidrs = end.cidrs.length > 0 ? end.cidrs : (known?.cidrs ?? []);
    return { account, region, vpc, cidrs: cidrs.map(canonical) };
  };
  return {
    id: idOf(place.names.place, "peerings", written),
    requester: side(written.requester),
    accepter: side(written.accepter),
    status: written.status,
    tags: written.name === undefined ? written.tags : { Name: written.name, ...written.tags },
  };
}

function namesAt(
  names: ReadonlyMap<string, EstateNames>,
  account: string,
  region: EstateRegion,
): EstateNames {
  const found = names.get(`${account}/${region.name}`);
  if (found === undefined) throw new Error(`estate: ${account} has no ${region.name}`);
  return found;
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(items.map((item) => [item.id, item]));
