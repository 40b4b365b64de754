import type { RulePeer } from "#lib/core/group/observation.ts";
import { type Fields, optionalText } from "./shape.ts";

type Writable<Fixed> = { -readonly [Key in keyof Fixed]: Fixed[Key] };

/** A reference to a group as EC2 tells it (`ReferencedGroupInfo`, `UserIdGroupPairs`), with what it left out left out. */
export function groupPeer(pair: Fields): RulePeer {
  // Endpoints without VPCs refer to groups by name.
  const groupId = optionalText(pair.GroupId, "GroupId") ?? optionalText(pair.GroupName, "GroupName") ?? "";
  const ownerId = optionalText(pair.UserId, "UserId");
  const vpcId = optionalText(pair.VpcId, "VpcId");
  const peeringId = optionalText(pair.VpcPeeringConnectionId, "VpcPeeringConnectionId");
  const peeringStatus = optionalText(pair.PeeringStatus, "PeeringStatus");
  const peer: Writable<Extract<RulePeer, { kind: "group" }>> = { kind: "group", groupId };
  if (ownerId) peer.ownerId = ownerId;
  if (vpcId) peer.vpcId = vpcId;
  if (peeringId) peer.peeringId = peeringId;
  if (peeringStatus) peer.peeringStatus = peeringStatus;
  return peer;
}
