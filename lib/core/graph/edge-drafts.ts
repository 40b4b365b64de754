/** The edges of a graph by node id, one for each ordered pair, from the rules of every group. */

import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import { referenceState } from "#lib/core/group/group-reference.ts";
import type { ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { prefixListFlows } from "#lib/core/group/rule-flows.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { isEmptyFlows } from "#lib/core/net/flow-set.ts";
import { ALL_SERVICES, NO_SERVICES, type ServiceSet, subtractServices } from "#lib/core/net/service-set.ts";
import { parseService } from "#lib/core/net/service-text.ts";
import { DraftBook, type EdgeDraft } from "./draft-book.ts";
import type { MarkedGroup } from "./marked-groups.ts";
import { INTERNET, type NetworkPlace } from "./peer-places.ts";
import { worldParts } from "./world-part.ts";

export interface DraftInput {
  readonly index: ObservationIndex;
  readonly marked: ReadonlyMap<string, MarkedGroup>;
  readonly placeOf: (cidr: string, vpcId: string | null) => NetworkPlace;
}

/** Whether a peer surely and possibly stands for anybody. */
interface PeerBounds {
  readonly nodeId: string;
  /** The network as it stands on the edge of an end that is many; null for every other peer. */
  readonly network: string | null;
  readonly surely: boolean;
  readonly possibly: boolean;
}

export const edgeDrafts = ({ index, marked, placeOf }: DraftInput): readonly EdgeDraft[] => {
  const book = new DraftBook();
  const lists = new Map<string, PeerBounds>();

  const listPeer = (prefixListId: string): PeerBounds => {
    const known = lists.get(prefixListId);
    if (known !== undefined) return known;
    const { surely, possibly } = prefixListFlows(prefixListId, ALL_SERVICES, index);
    const bounds = {
      nodeId: prefixListId,
      network: null,
      surely: !isEmptyFlows(surely),
      possibly: !isEmptyFlows(possibly),
    };
    lists.set(prefixListId, bounds);
    return bounds;
  };

  const networkPeer = (text: string, holder: ObservedGroup): PeerBounds => {
    const { nodeId, cidr } = placeOf(text, holder.vpcId);
    return {
      nodeId,
      network: nodeId === cidr ? null : cidr,
      surely: canonicaliseCidr(text).ok,
      possibly: true,
    };
  };

  const peerOf = ({ peer }: ObservedRule, holder: ObservedGroup): PeerBounds => {
    if (peer.kind === "prefix-list") return listPeer(peer.prefixListId);
    if (peer.kind !== "group") return networkPeer(peer.cidr, holder);
    const { state } = referenceState(peer, holder, index);
    return { nodeId: peer.groupId, network: null, surely: state === "live", possibly: state !== "stale" };
  };

  const addRule = (rule: ObservedRule, holder: ObservedGroup, world: ServiceSet, isStray: boolean) => {
    const isInward = rule.direction === "ingress";
    // The other group's own ingress decides, and stands on the edge already.
    if (!isInward && rule.peer.kind === "group") return;
    const { nodeId, network, ...peer } = peerOf(rule, holder);
    if (!peer.possibly) return;
    const services = ruleServices(rule);
    const add = (node: string, part: (all: ServiceSet) => ServiceSet) => {
      const surely = peer.surely ? part(services.surely) : NO_SERVICES;
      const possibly = part(services.possibly);
      if (possibly.length === 0) return;
      const draft = isInward ? book.of(node, holder.groupId) : book.of(holder.groupId, node);
      draft.add({ surely, possibly, network, isStray, isOpen: isInward && world.length > 0 });
    };
    if (world.length === 0 || rule.peer.kind === "prefix-list" || nodeId === INTERNET)
      return add(nodeId, (all) => all);
    add(INTERNET, () => world);
    add(nodeId, (all) => subtractServices(all, world));
  };

  const addLacking = (holder: ObservedGroup, { lacking }: MarkedGroup) => {
    for (const { direction, lines } of lacking)
      for (const { peer, service } of lines) {
        if (direction === "egress" && peer.startsWith("sg-")) continue;
        const services = parseService(service);
        const place = peer.includes("/") ? placeOf(peer, holder.vpcId) : { nodeId: peer, cidr: peer };
        const draft =
          direction === "ingress"
            ? book.of(place.nodeId, holder.groupId)
            : book.of(holder.groupId, place.nodeId);
        draft.lack(
          services.ok ? services.value : NO_SERVICES,
          place.nodeId === place.cidr ? null : place.cidr,
        );
      }
  };

  for (const group of index.groups.values()) {
    const mark = marked.get(group.groupId);
    if (group.rulesKnown)
      for (const direction of ["ingress", "egress"] as const) {
        const rules = group.rules.filter((rule) => rule.direction === direction);
        const world = direction === "ingress" ? worldParts(group, rules, index) : new Map();
        for (const rule of rules) {
          const isStray =
            mark !== undefined && mark.strayRules.size > 0 && mark.strayRules.has(ruleKey(rule));
          addRule(rule, group, world.get(rule) ?? NO_SERVICES, isStray);
        }
      }
    if (mark !== undefined) addLacking(group, mark);
  }
  return book.drafts();
};
