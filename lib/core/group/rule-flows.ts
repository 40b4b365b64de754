/** What one rule allows, by rule: prefix lists are resolved, a group stays a symbol. */
import type { Family } from "#lib/core/net/address.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import {
  type FlowSet,
  flowsWithAnyone,
  flowsWithCidrs,
  flowsWithFamily,
  flowsWithGroups,
  NO_FLOWS,
} from "#lib/core/net/flow-set.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { type Bounds, exactly } from "./bounds.ts";
import type { RuleShape } from "./canonical-rule.ts";
import { type GroupPeer, referenceState } from "./group-reference.ts";
import type { ObservedGroup } from "./observation.ts";
import type { ObservationIndex } from "./observation-index.ts";
import { ruleServices } from "./rule-services.ts";

/** What a peer stands for: the flows it surely and possibly has with given services. */
interface PeerBounds {
  readonly surely: (services: ServiceSet) => FlowSet;
  readonly possibly: (services: ServiceSet) => FlowSet;
}

const nobody = (): FlowSet => NO_FLOWS;

const family = (name: Family): PeerBounds => ({
  surely: nobody,
  possibly: (services) => flowsWithFamily(name, services),
});

const networks = (texts: readonly string[], name: Family): PeerBounds => {
  const read = texts.map(canonicaliseCidr);
  const cidrs = read.flatMap((cidr) => (cidr.ok && cidr.value.family === name ? [cidr.value] : []));
  const flows = (services: ServiceSet) => flowsWithCidrs(cidrs, services);
  return { surely: flows, possibly: cidrs.length === read.length ? flows : family(name).possibly };
};

const prefixList = (prefixListId: string, index: ObservationIndex): PeerBounds => {
  const list = index.prefixLists.get(prefixListId);
  if (list !== undefined)
    return list.entries === null ? family(list.family) : networks(list.entries, list.family);
  return { surely: nobody, possibly: flowsWithAnyone };
};

const reference = (peer: GroupPeer, holder: ObservedGroup, index: ObservationIndex): PeerBounds => {
  const { state } = referenceState(peer, holder, index);
  const flows = (services: ServiceSet) => flowsWithGroups([peer.groupId], services);
  return { surely: state === "live" ? flows : nobody, possibly: state === "stale" ? nobody : flows };
};

const peerBounds = (rule: RuleShape, holder: ObservedGroup, index: ObservationIndex): PeerBounds => {
  const { peer } = rule;
  if (peer.kind === "group") return reference(peer, holder, index);
  if (peer.kind === "prefix-list") return prefixList(peer.prefixListId, index);
  return networks([peer.cidr], peer.kind);
};

/** What a rule of `holder` allows. */
export const ruleFlows = (rule: RuleShape, holder: ObservedGroup, index: ObservationIndex): Bounds => {
  const services = ruleServices(rule);
  const peer = peerBounds(rule, holder, index);
  const surely = peer.surely(services.surely);
  if (peer.surely === peer.possibly && services.surely === services.possibly) return exactly(surely);
  return { surely, possibly: peer.possibly(services.possibly) };
};

/** What a prefix list covers, with these services. */
export const prefixListFlows = (
  prefixListId: string,
  services: ServiceSet,
  index: ObservationIndex,
): Bounds => {
  const list = prefixList(prefixListId, index);
  const surely = list.surely(services);
  return list.surely === list.possibly ? exactly(surely) : { surely, possibly: list.possibly(services) };
};
