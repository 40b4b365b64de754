import type { Estate, EstateRegion } from "./estate.ts";
import { derivedId } from "./identifiers.ts";

/** Ids of one account's Region by the names the estate uses for them; an id stands for itself. */
export interface EstateNames {
  readonly place: string;
  readonly ids: Readonly<Record<NamedKind, ReadonlyMap<string, string>>>;
  /** Groups by `vpc-id/name`: two VPCs may both have a `web`. */
  readonly groupsByVpc: ReadonlyMap<string, string>;
}

const prefixes = {
  vpcs: "vpc",
  subnets: "subnet",
  peerings: "pcx",
  prefixLists: "pl",
  interfaces: "eni",
  instances: "i",
} as const;

export type NamedKind = keyof typeof prefixes;

interface Named {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

export function estateNames(account: string, region: EstateRegion): EstateNames {
  const place = `${account}/${region.name}`;
  const idsOf = (kind: NamedKind): ReadonlyMap<string, string> => {
    const items: readonly Named[] = region[kind];
    return nameMap(items, (item) => idOf(place, kind, item));
  };
  const ids = {
    vpcs: idsOf("vpcs"),
    subnets: idsOf("subnets"),
    peerings: idsOf("peerings"),
    prefixLists: idsOf("prefixLists"),
    interfaces: idsOf("interfaces"),
    instances: idsOf("instances"),
  };
  const names = { place, ids, groupsByVpc: new Map<string, string>() };
  const groups = region.groups.map((group): [string, string] => {
    const vpc = group.vpc === undefined ? "" : resolve(names, "vpcs", group.vpc);
    return [`${vpc}/${group.name}`, groupIdOf(place, vpc, group)];
  });
  return { ...names, groupsByVpc: unique(place, groups) };
}

export const groupIdOf = (
  place: string,
  vpc: string,
  group: { id?: string | undefined; name: string },
): string => group.id ?? derivedId("sg", place, vpc, group.name);

export function idOf(place: string, kind: NamedKind, item: Named): string {
  return item.id ?? derivedId(prefixes[kind], place, kind, item.name ?? "");
}

/** The id a reference means; unknown names are a mistake in the estate. */
export function resolve(names: EstateNames, kind: NamedKind, reference: string): string {
  const id = names.ids[kind].get(reference);
  if (id === undefined) throw new Error(`estate ${names.place}: nothing in ${kind} is called "${reference}"`);
  return id;
}

/** A group's id by id, by `vpc/name`, by name in the given VPC, or by a name unique in the Region. */
export function resolveGroup(names: EstateNames, reference: string, vpc: string | undefined): string {
  const own = names.groupsByVpc.get(`${vpc ?? ""}/${reference}`);
  if (own !== undefined) return own;
  for (const [vpcName, vpcId] of names.ids.vpcs) {
    if (!reference.startsWith(`${vpcName}/`)) continue;
    const found = names.groupsByVpc.get(`${vpcId}/${reference.slice(vpcName.length + 1)}`);
    if (found !== undefined) return found;
  }
  if (reference.startsWith("sg-")) return reference;
  const anywhere = [...names.groupsByVpc].filter(([key]) => key.slice(key.indexOf("/") + 1) === reference);
  const [first, second] = anywhere;
  if (first === undefined) throw new Error(`estate ${names.place}: no group is called "${reference}"`);
  if (second !== undefined) {
    throw new Error(`estate ${names.place}: several groups are called "${reference}"; write vpc/name`);
  }
  return first[1];
}

function nameMap(items: readonly Named[], id: (item: Named) => string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const item of items) {
    map.set(id(item), id(item));
    if (item.name !== undefined) map.set(item.name, id(item));
  }
  return map;
}

function unique(place: string, pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const map = new Map(pairs);
  // Recorded accounts, names made anonymous, do have twins; they are told apart by their ids.
  if (new Set(pairs.map(([, id]) => id)).size < pairs.length)
    throw new Error(`estate ${place}: two groups of one VPC have the same name`);
  return map;
}

/** Names of every account and Region, by `account/region`. */
export function allEstateNames(estate: Estate): ReadonlyMap<string, EstateNames> {
  return new Map(
    estate.accounts.flatMap((account) =>
      account.regions.map((region) => {
        const names = estateNames(account.id, region);
        return [names.place, names] as const;
      }),
    ),
  );
}
