/**
 * Rules in the form in which EC2 lists those of a group: one permission for each service, with all of its peers. A
 * permission of this type was checked; nobody changes it any more.
 */
import type { GroupPeer } from "./group-reference.ts";
import type { RulePeer } from "./observation.ts";
import { rulePorts } from "./rule-ports.ts";
import type { RuleService } from "./rule-services.ts";

interface Described {
  readonly Description?: string;
}

export interface Ipv4Range extends Described {
  readonly CidrIp: string;
}

export interface Ipv6Range extends Described {
  readonly CidrIpv6: string;
}

export interface PrefixListId extends Described {
  readonly PrefixListId: string;
}

export interface GroupPair extends Described {
  readonly GroupId: string;
  readonly UserId?: string;
  readonly VpcId?: string;
  readonly VpcPeeringConnectionId?: string;
  readonly PeeringStatus?: string;
}

/** An `IpPermission` with every field of the right kind or left out. */
export interface Permission {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly IpRanges?: readonly Ipv4Range[];
  readonly Ipv6Ranges?: readonly Ipv6Range[];
  readonly PrefixListIds?: readonly PrefixListId[];
  readonly UserIdGroupPairs?: readonly GroupPair[];
}

type Writable<Fixed> = { -readonly [Key in keyof Fixed]: Fixed[Key] };

/** The fields of a reference to a group (`ReferencedGroupInfo`, `UserIdGroupPairs`), already checked. */
interface CheckedPair {
  readonly GroupId?: string | null;
  /** Endpoints without VPCs refer to groups by name. */
  readonly GroupName?: string | null;
  readonly UserId?: string | null;
  readonly VpcId?: string | null;
  readonly VpcPeeringConnectionId?: string | null;
  readonly PeeringStatus?: string | null;
}

/** A reference to a group, with what EC2 left out left out. */
export function pairPeer(pair: CheckedPair): GroupPeer {
  const groupId = pair.GroupId ?? pair.GroupName ?? "";
  const {
    UserId: ownerId,
    VpcId: vpcId,
    VpcPeeringConnectionId: peeringId,
    PeeringStatus: peeringStatus,
  } = pair;
  // Nearly all have one of these two forms, which are made in one piece.
  if (ownerId && !vpcId && !peeringId && !peeringStatus) return { kind: "group", groupId, ownerId };
  if (ownerId && vpcId && peeringId && peeringStatus)
    return { kind: "group", groupId, ownerId, vpcId, peeringId, peeringStatus };
  const peer: Writable<GroupPeer> = { kind: "group", groupId };
  if (ownerId) peer.ownerId = ownerId;
  if (vpcId) peer.vpcId = vpcId;
  if (peeringId) peer.peeringId = peeringId;
  if (peeringStatus) peer.peeringStatus = peeringStatus;
  return peer;
}

/** How many rules a permission stands for. */
export const countOfRules = ({ IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs }: Permission): number =>
  (IpRanges?.length ?? 0) +
  (Ipv6Ranges?.length ?? 0) +
  (PrefixListIds?.length ?? 0) +
  (UserIdGroupPairs?.length ?? 0);

/**
 * Called with what a rule says: its peer by kind and by `peerText` as written, a group as a whole beside it, and the
 * rule's place among all rules of the group.
 */
export type RuleVisitor = (
  service: RuleService,
  kind: RulePeer["kind"],
  text: string,
  reference: GroupPeer | null,
  place: number,
) => void;

/** Tells each rule in the order in which rules are made of permissions; the first stands at `start`. */
export const visitPermissions = (
  permissions: readonly Permission[],
  start: number,
  visit: RuleVisitor,
): void => {
  let place = start;
  for (const permission of permissions) {
    const { IpProtocol: protocol, IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs } = permission;
    const { fromPort, toPort } = rulePorts(protocol, permission.FromPort, permission.ToPort);
    const service = { protocol, fromPort, toPort };
    if (IpRanges !== undefined)
      for (const { CidrIp } of IpRanges) visit(service, "ipv4", CidrIp, null, place++);
    if (Ipv6Ranges !== undefined)
      for (const { CidrIpv6 } of Ipv6Ranges) visit(service, "ipv6", CidrIpv6, null, place++);
    if (PrefixListIds !== undefined)
      for (const { PrefixListId } of PrefixListIds)
        visit(service, "prefix-list", PrefixListId, null, place++);
    if (UserIdGroupPairs !== undefined)
      for (const pair of UserIdGroupPairs) visit(service, "group", pair.GroupId, pairPeer(pair), place++);
  }
};
