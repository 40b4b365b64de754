import type { CloudState, Group, Peering, Region } from "./state.ts";

/** Every account's part of one Region: references and shared VPCs look across accounts. */
export const regionsNamed = (state: CloudState, name: string): readonly Region[] =>
  Object.values(state.accounts).flatMap((account) => account.regions[name] ?? []);

export function findGroup(state: CloudState, region: string, id: string): Group | undefined {
  for (const part of regionsNamed(state, region)) {
    const group = part.groups[id];
    if (group !== undefined) return group;
  }
  return undefined;
}

export function isDefaultVpc(state: CloudState, region: string, vpc: string): boolean {
  return regionsNamed(state, region).some((part) => part.vpcs[vpc]?.isDefault === true);
}

/** A peering between two VPCs, whichever side asked for it. */
export function peeringBetween(region: Region, one: string, other: string): Peering | undefined {
  return Object.values(region.peerings).find(({ requester, accepter }) => {
    const ends = [requester.vpc, accepter.vpc];
    return ends.includes(one) && ends.includes(other);
  });
}
