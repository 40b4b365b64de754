/** The peers of rules. An account names few peers many times, so each is kept once, however many rules name it. */
import type { RulePeer } from "#lib/core/group/observation.ts";
import { type Fields, optionalText } from "./shape.ts";

type Writable<Fixed> = { -readonly [Key in keyof Fixed]: Fixed[Key] };
type GroupPeer = Extract<RulePeer, { kind: "group" }>;

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

/** A reference to a group as EC2 tells it (`ReferencedGroupInfo`, `UserIdGroupPairs`), with what it left out left out. */
export function groupPeer(pair: Fields, known: KnownPeers): RulePeer {
  // Endpoints without VPCs refer to groups by name.
  const groupId = optionalText(pair.GroupId, "GroupId") ?? optionalText(pair.GroupName, "GroupName") ?? "";
  const ownerId = optionalText(pair.UserId, "UserId");
  const vpcId = optionalText(pair.VpcId, "VpcId");
  const peeringId = optionalText(pair.VpcPeeringConnectionId, "VpcPeeringConnectionId");
  const peeringStatus = optionalText(pair.PeeringStatus, "PeeringStatus");
  const peer: Writable<GroupPeer> = { kind: "group", groupId };
  if (ownerId) peer.ownerId = ownerId;
  if (vpcId) peer.vpcId = vpcId;
  if (peeringId) peer.peeringId = peeringId;
  if (peeringStatus) peer.peeringStatus = peeringStatus;
  const same = known.get(groupId);
  if (same?.kind === "group" && isSame(same, peer)) return same;
  known.set(groupId, peer);
  return peer;
}
