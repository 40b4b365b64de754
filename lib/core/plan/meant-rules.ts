/**
 * The rules a person would write for a tier's model: one for each peer and service it names. Plans add whole rules of
 * these, so that a grant's end finds the rule its source was given.
 */
import type { RuleShape } from "../group/canonical-rule.ts";
import type { Direction, RulePeer } from "../group/observation.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { ruleServicesFor } from "../group/rules-for-flows.ts";
import { canonicaliseCidr, printCidr } from "../net/cidr.ts";
import { ALL_SERVICES, NO_SERVICES, type ServiceSet, unionServices } from "../net/service-set.ts";
import { serviceTokens } from "../net/service-text.ts";
import { groupsOfTier, servicesOfService } from "../tier/meant-flows.ts";
import type { MeantPeer, Stack, Tier } from "../tier/pattern.ts";

/** A network by its canonical text. */
export function cidrPeer(text: string): RulePeer {
  const cidr = canonicaliseCidr(text);
  if (!cidr.ok) throw new Error(`${text} is no network.`);
  return { kind: cidr.value.family, cidr: printCidr(cidr.value) };
}

/** A group with its account, where the observation knows it: EC2 wants it for groups of other accounts. */
export function groupPeer(groupId: string, index: ObservationIndex): RulePeer {
  const ownerId = index.ownerByGroup.get(groupId);
  return { kind: "group", groupId, ...(ownerId === undefined ? {} : { ownerId }) };
}

function peersOf(peer: MeantPeer, stack: Stack, index: ObservationIndex): readonly RulePeer[] {
  switch (peer.kind) {
    case "anyone": {
      const hasIpv6 = (index.vpcs.get(stack.vpcId)?.ipv6Cidrs.length ?? 0) > 0;
      return [cidrPeer("0.0.0.0/0"), ...(hasIpv6 ? [cidrPeer("::/0")] : [])];
    }
    case "cidr":
      return [cidrPeer(peer.cidr)];
    case "prefix-list":
      return [peer];
    case "group":
      return [groupPeer(peer.groupId, index)];
    case "tier":
      return groupsOfTier(stack.bindings, peer.tier).map((groupId) => groupPeer(groupId, index));
    case "granted-sources":
      return stack.openSources.flatMap((source) => peersOf(source.peer, stack, index));
  }
}

const shapes = (peers: readonly RulePeer[], services: ServiceSet, direction: Direction): RuleShape[] =>
  peers.flatMap((peer) =>
    serviceTokens(services)
      .flatMap(ruleServicesFor)
      .map((service) => ({ direction, ...service, peer })),
  );

export function meantRules(
  stack: Stack,
  tier: Tier,
  direction: Direction,
  index: ObservationIndex,
): readonly RuleShape[] {
  const model = tier[direction];
  if (model.mode === "unmanaged") return [];
  if (model.mode === "any") return shapes(peersOf({ kind: "anyone" }, stack, index), ALL_SERVICES, direction);
  return model.flows.flatMap(({ peer, services }) => {
    const set = services.map(servicesOfService).reduce(unionServices, NO_SERVICES);
    return shapes(peersOf(peer, stack, index), set, direction);
  });
}
