/**
 * What a stack's pattern means for one tier and direction, in this observation.
 *
 * `allowed` is the most a group of the tier may allow, `required` the least it must. They differ in three places only.
 * A reference to a tier that several groups play is satisfied by any group its interfaces carry, so references are kept
 * apart with their groups. Whoever means anyone means every group too, but requires addresses only. And in mode `any`
 * every flow is allowed while those with an address are required.
 */

import { type Bounds, exactly, NO_BOUNDS, unionBounds } from "#lib/core/group/bounds.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { prefixListFlows } from "#lib/core/group/rule-flows.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import {
  everyFlow,
  flowsWithAnyone,
  flowsWithCidrs,
  flowsWithFamily,
  flowsWithGroups,
} from "#lib/core/net/flow-set.ts";
import { parseProtocol, protocolName } from "#lib/core/net/protocol.ts";
import {
  ALL_SERVICES,
  NO_SERVICES,
  portRange,
  type ServiceSet,
  unionServices,
  wholeProtocol,
} from "#lib/core/net/service-set.ts";
import type { MeantPeer, Service, Stack, Tier, TierBinding } from "./pattern.ts";

/** "The tier takes these services from that tier": from each of its interfaces, by whichever group it carries. */
export interface TierReference {
  readonly tier: string;
  /** Primary first; empty when nothing plays the tier. */
  readonly groupIds: readonly string[];
  readonly services: ServiceSet;
}

export type MeantFlows =
  | { readonly mode: "unmanaged" }
  | {
      readonly mode: "list" | "any";
      readonly allowed: Bounds;
      /** Without the references to other tiers. */
      readonly required: Bounds;
      readonly references: readonly TierReference[];
    };

const NO_GROUPS: readonly string[] = [];

/** The groups that play a tier, primary first. */
export const groupsOfTier = (bindings: readonly TierBinding[], tier: string): readonly string[] => {
  let groupIds: readonly string[] = NO_GROUPS;
  for (const binding of bindings)
    if (binding.tier === tier) {
      const { primaryGroupId, otherGroupIds } = binding;
      const isOne = groupIds.length === 0 && otherGroupIds.length === 0;
      groupIds = isOne ? [primaryGroupId] : [...new Set([...groupIds, primaryGroupId, ...otherGroupIds])];
    }
  return groupIds;
};

/** The services the model names; a protocol or port it cannot mean is a bug of the edge that let it in. */
export const servicesOfService = (service: Service): ServiceSet => {
  const protocol = parseProtocol(service.protocol);
  if (protocol === null) throw new Error(`The model names the protocol ${service.protocol}.`);
  if (protocol === "all") return ALL_SERVICES;
  const { fromPort, toPort } = service;
  if (protocolName(protocol) === null || fromPort === null || toPort === null) return wholeProtocol(protocol);
  return portRange(protocol, fromPort, toPort);
};

/** The groups that "every group" is spelled out as: those asked about, and those the stack binds. */
const symbolsOf = (stack: Stack, asked: Iterable<string>): string[] => [
  ...asked,
  ...stack.bindings.flatMap((binding) => [binding.primaryGroupId, ...binding.otherGroupIds]),
];

const anyone = (services: ServiceSet, vpcId: string, index: ObservationIndex): Bounds => {
  const vpc = index.vpcs.get(vpcId);
  const ipv4 = flowsWithFamily("ipv4", services);
  if (vpc === undefined || !index.observation.parts.vpcs.complete)
    return { surely: ipv4, possibly: flowsWithAnyone(services) };
  return exactly(vpc.ipv6Cidrs.length > 0 ? flowsWithAnyone(services) : ipv4);
};

/** Flows with every peer but other tiers, which are kept as references. */
const peerFlows = (peer: MeantPeer, services: ServiceSet, stack: Stack, index: ObservationIndex): Bounds => {
  switch (peer.kind) {
    case "anyone":
      return anyone(services, stack.vpcId, index);
    case "cidr": {
      const cidr = canonicaliseCidr(peer.cidr);
      if (!cidr.ok) throw new Error(`The model names the network ${peer.cidr}.`);
      return exactly(flowsWithCidrs([cidr.value], services));
    }
    case "prefix-list":
      return prefixListFlows(peer.prefixListId, services, index);
    case "group":
      return exactly(flowsWithGroups([peer.groupId], services));
    case "granted-sources":
      return unionBounds(stack.openSources.map((source) => peerFlows(source.peer, services, stack, index)));
    case "tier":
      return NO_BOUNDS;
  }
};

/**
 * What `tier` of `stack` is meant to allow in this direction. Whoever means anyone means every group: `asked` are the
 * groups of which somebody wants to know, all that the observation lists or references unless told otherwise.
 */
export const meantFlows = (
  stack: Stack,
  tier: Tier,
  direction: Direction,
  index: ObservationIndex,
  asked: Iterable<string> = index.ownerByGroup.keys(),
): MeantFlows => {
  const model = tier[direction];
  if (model.mode === "unmanaged") return { mode: "unmanaged" };
  const groupIds = symbolsOf(stack, asked);
  if (model.mode === "any") {
    const required = anyone(ALL_SERVICES, stack.vpcId, index);
    return { mode: "any", allowed: exactly(everyFlow(groupIds)), required, references: [] };
  }
  const flows = model.flows.map(({ peer, services }) => ({
    peer,
    services: services.map(servicesOfService).reduce(unionServices, NO_SERVICES),
  }));
  const references = flows.flatMap(({ peer, services }): TierReference[] =>
    peer.kind === "tier"
      ? [{ tier: peer.tier, groupIds: groupsOfTier(stack.bindings, peer.tier), services }]
      : [],
  );
  const required = unionBounds(flows.map(({ peer, services }) => peerFlows(peer, services, stack, index)));
  const symbols = [
    ...references.map((reference) => flowsWithGroups(reference.groupIds, reference.services)),
    ...flows.flatMap(({ peer, services }) =>
      peer.kind === "anyone" ? [flowsWithGroups(groupIds, services)] : [],
    ),
  ];
  return { mode: "list", required, references, allowed: unionBounds([required, ...symbols.map(exactly)]) };
};
