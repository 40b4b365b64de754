/** One theme of the demo estate: a slice of one Region, put together with others by `demo-estate.ts`. */
import type { EstateInput } from "../ec2/estate.ts";

type Account = EstateInput["accounts"][number];
export type RegionInput = Account["regions"][number];

export type EstatePart = Pick<
  RegionInput,
  "vpcs" | "subnets" | "peerings" | "prefixLists" | "groups" | "interfaces" | "instances"
>;

export function regionOf(name: string, parts: readonly EstatePart[]): RegionInput {
  return {
    name,
    vpcs: parts.flatMap((part) => part.vpcs ?? []),
    subnets: parts.flatMap((part) => part.subnets ?? []),
    peerings: parts.flatMap((part) => part.peerings ?? []),
    prefixLists: parts.flatMap((part) => part.prefixLists ?? []),
    groups: parts.flatMap((part) => part.groups ?? []),
    interfaces: parts.flatMap((part) => part.interfaces ?? []),
    instances: parts.flatMap((part) => part.instances ?? []),
  };
}
