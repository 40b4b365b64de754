/** Whether a rule that names a group reaches anybody: a stale or deleted reference grants nothing. */

import type { ObservedGroup, RulePeer } from "./observation.ts";
import type { ObservationIndex } from "./observation-index.ts";

export type GroupPeer = Extract<RulePeer, { kind: "group" }>;

export type ReferenceState =
  | { readonly state: "live" }
  /** Grants nothing, and nobody knows whether it will. */
  | { readonly state: "stale"; readonly reason: "group-deleted" | "peering-ended" }
  | {
      readonly state: "unknown";
      readonly reason: "group-unread" | "peering-pending" | "peering-unread" | "path-unseen";
    };

const LIVE: ReferenceState = { state: "live" };
const ENDED = new Set(["deleted", "deleting", "rejected", "expired", "failed"]);

/** Over a peering: its status as the rule tells it, else as the peering itself does. */
const peeringState = (peeringId: string, peer: GroupPeer, index: ObservationIndex): ReferenceState => {
  const isRead = index.observation.parts.peerings.complete;
  const status = peer.peeringStatus ?? (isRead ? index.peerings.get(peeringId)?.status : undefined);
  if (status === "active") return LIVE;
  if (status === undefined)
    return isRead
      ? { state: "stale", reason: "peering-ended" }
      : { state: "unknown", reason: "peering-unread" };
  return ENDED.has(status)
    ? { state: "stale", reason: "peering-ended" }
    : { state: "unknown", reason: "peering-pending" };
};

const vpcsOf = (group: ObservedGroup): readonly string[] =>
  group.vpcId === null ? group.associatedVpcIds : [group.vpcId, ...group.associatedVpcIds];

/** A group of another VPC without a peering in the rule: over an active peering, else by a path EC2 does not show. */
const samePath = (holder: ObservedGroup, target: ObservedGroup, index: ObservationIndex): boolean => {
  if (holder.vpcId !== null && holder.vpcId === target.vpcId) return true;
  const here = vpcsOf(holder);
  const there = vpcsOf(target);
  if (here.length === 0 || there.length === 0) return true;
  if (here.some((vpcId) => there.includes(vpcId))) return true;
  if (!index.observation.parts.peerings.complete) return false;
  return [...index.peerings.values()].some(
    ({ status, requesterVpcId, accepterVpcId }) =>
      status === "active" &&
      ((here.includes(requesterVpcId) && there.includes(accepterVpcId)) ||
        (here.includes(accepterVpcId) && there.includes(requesterVpcId))),
  );
};

/** The state of a reference held by a rule of `holder`. */
export const referenceState = (
  peer: GroupPeer,
  holder: ObservedGroup,
  index: ObservationIndex,
): ReferenceState => {
  // Over a peering, the group itself says nothing as long as EC2 tells whose it is.
  if (peer.peeringId !== undefined && peer.ownerId !== undefined)
    return peeringState(peer.peeringId, peer, index);
  const { accountId, parts } = index.observation;
  const target = index.groups.get(peer.groupId);
  if (target === undefined) {
    const isOurs = peer.ownerId === accountId && peer.peeringId === undefined;
    if (peer.ownerId === undefined || (isOurs && parts.groups.complete))
      return { state: "stale", reason: "group-deleted" };
    if (isOurs) return { state: "unknown", reason: "group-unread" };
  }
  if (peer.peeringId !== undefined) return peeringState(peer.peeringId, peer, index);
  if (target === undefined || samePath(holder, target, index)) return LIVE;
  return { state: "unknown", reason: "path-unseen" };
};
