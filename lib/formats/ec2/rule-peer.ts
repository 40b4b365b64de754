import type { RulePeer } from "#lib/core/group/observation.ts";
import { type Fields, optionalText } from "./shape.ts";

/** A reference to a group as EC2 tells it (`ReferencedGroupInfo`, `UserIdGroupPairs`), with what it left out left out. */
export function groupPeer(pair: Fields): RulePeer {
  /** Endpoints without VPCs refer to groups by name. */
  const groupId = optionalText(pair.GroupId, "GroupId") ?? optionalText(pair.GroupName, "GroupName") ?? "";
  const ownerId = optionalText(pair.UserId, "UserId");
  const vpcId = optionalText(pair.VpcId, "VpcId");
  const peeringId = optionalText(pair.VpcPeeringConnectionId, "VpcPeeringConnectionId");
  const peeringStatus = optionalText(pair.PeeringStatus, "PeeringStatus");
  return {
    kind: "group",
    groupId,
    ...(ownerId ? { ownerId } : {}),
    ...(vpcId ? { vpcId } : {}),
    ...(peeringId ? { peeringId } : {}),
    ...(peeringStatus ? { peeringStatus } : {}),
  };
}
