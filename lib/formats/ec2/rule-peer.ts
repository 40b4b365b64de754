/** The peers of rules. An account names few peers many times, so each is kept once, however many rules name it. */
import type { GroupPeer } from "#lib/core/group/group-reference.ts";
import type { RulePeer } from "#lib/core/group/observation.ts";
import { pairPeer } from "#lib/core/group/permission.ts";
import { type Fields, optionalText } from "./shape.ts";

/** Peers read so far, by CIDR, prefix list id or group id. */
export type KnownPeers = Map<string, RulePeer>;

/** A network or prefix list by its text, the very same for the same text. */
export function textPeer(kind: "ipv4" | "ipv6" | "prefix-list", text: string, known: KnownPeers): RulePeer {
  const same = known.get(text);
  if (same?.kind === kind) return same;
  const peer: RulePeer = kind === "prefix-list" ? { kind, prefixListId: text } : { kind, cidr: text };
  known.set(text, peer);
  return peer;
}

const isSame = (a: GroupPeer, b: GroupPeer): boolean =>
  a.ownerId === b.ownerId &&
  a.vpcId === b.vpcId &&
  a.peeringId === b.peeringId &&
  a.peeringStatus === b.peeringStatus;

/** A reference to a group as EC2 tells it, the very same for what says the same. */
export function groupPeer(pair: Fields, known: KnownPeers): RulePeer {
  const peer = pairPeer({
    GroupId: optionalText(pair.GroupId, "GroupId"),
    GroupName: optionalText(pair.GroupName, "GroupName"),
    UserId: optionalText(pair.UserId, "UserId"),
    VpcId: optionalText(pair.VpcId, "VpcId"),
    VpcPeeringConnectionId: optionalText(pair.VpcPeeringConnectionId, "VpcPeeringConnectionId"),
    PeeringStatus: optionalText(pair.PeeringStatus, "PeeringStatus"),
  });
  const { groupId } = peer;
  const same = known.get(groupId);
  if (same?.kind === "group" && isSame(same, peer)) return same;
  known.set(groupId, peer);
  return peer;
}
