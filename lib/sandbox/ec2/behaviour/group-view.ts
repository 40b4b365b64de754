import type { IpPermission, SecurityGroup, SecurityGroupRule, UserIdGroupPair } from "@aws-sdk/client-ec2";
import { findGroup } from "../lookup.ts";
import type { Group, GroupPeer, Rule } from "../state.ts";
import { type Call, ownRegion } from "./call.ts";
import { tagList } from "./tags.ts";

/** A group as DescribeSecurityGroups shows it: rules of the same traffic gathered into one permission. */
export function groupView(call: Call, group: Group): SecurityGroup {
  return {
    GroupId: group.id,
    GroupName: group.name,
    Description: group.description,
    OwnerId: group.owner,
    VpcId: group.vpc,
    SecurityGroupArn: call.reduced ? undefined : arn(call, group.owner, "security-group", group.id),
    IpPermissions: permissions(call, group, false),
    IpPermissionsEgress: permissions(call, group, true),
    Tags: tagList(group.tags),
  };
}

function permissions(call: Call, group: Group, egress: boolean): IpPermission[] {
  const gathered = new Map<string, Rule[]>();
  for (const rule of group.rules.filter((candidate) => candidate.egress === egress)) {
    const traffic = `${rule.protocol} ${rule.from} ${rule.to}`;
    gathered.set(traffic, [...(gathered.get(traffic) ?? []), rule]);
  }
  return [...gathered.values()].flatMap((rules) => {
    const [first] = rules;
    return first === undefined ? [] : [permission(call, group, first, rules)];
  });
}

/** EC2-FACTS, "group form": several ranges, pairs and lists in one, each with its own description. */
function permission(call: Call, group: Group, traffic: Rule, rules: readonly Rule[]): IpPermission {
  const hasPorts = ["tcp", "udp", "icmp", "icmpv6"].includes(traffic.protocol);
  const ipv6 = rules.flatMap(({ peer, description: Description }) =>
    peer.kind === "ipv6" ? [{ CidrIpv6: peer.cidr, Description }] : [],
  );
  const lists = rules.flatMap(({ peer, description: Description }) =>
    peer.kind === "prefix-list" ? [{ PrefixListId: peer.id, Description }] : [],
  );
  return {
    IpProtocol: traffic.protocol,
    FromPort: hasPorts ? traffic.from : undefined,
    ToPort: hasPorts ? traffic.to : undefined,
    IpRanges: rules.flatMap(({ peer, description: Description }) =>
      peer.kind === "ipv4" ? [{ CidrIp: peer.cidr, Description }] : [],
    ),
    UserIdGroupPairs: rules.flatMap(({ peer, description: Description }) =>
      peer.kind === "group" ? [{ ...pairView(call, group, peer), Description }] : [],
    ),
    // EC2-FACTS: older endpoints leave out what they do not know.
    Ipv6Ranges: call.reduced && ipv6.length === 0 ? undefined : ipv6,
    PrefixListIds: call.reduced && lists.length === 0 ? undefined : lists,
  };
}

/** EC2-FACTS, "pairs": the account is absent once the referenced group is deleted; a peering adds its own part. */
function pairView(call: Call, group: Group, peer: GroupPeer): UserIdGroupPair {
  const known = peer.account === undefined ? undefined : call.state.accounts[peer.account];
  const isGone = known !== undefined && findGroup(call.state, call.region, peer.id) === undefined;
  const pair = { GroupId: peer.id, UserId: isGone ? undefined : peer.account };
  if (peer.vpc === undefined || peer.vpc === group.vpc) return pair;
  const peering = peer.peering === undefined ? undefined : ownRegion(call).peerings[peer.peering];
  return {
    ...pair,
    VpcId: peer.vpc,
    VpcPeeringConnectionId: peer.peering,
    PeeringStatus: peer.peering === undefined ? undefined : (peering?.status ?? "deleted"),
  };
}

/** EC2-FACTS, "a rule": one peer each, ports -1 and -1 where the protocol has none, the owner of the group. */
export function ruleView(call: Call, group: Group, rule: Rule): SecurityGroupRule {
  const { peer } = rule;
  return {
    SecurityGroupRuleId: rule.id,
    GroupId: group.id,
    GroupOwnerId: group.owner,
    IsEgress: rule.egress,
    IpProtocol: rule.protocol,
    FromPort: rule.from,
    ToPort: rule.to,
    CidrIpv4: peer.kind === "ipv4" ? peer.cidr : undefined,
    CidrIpv6: peer.kind === "ipv6" ? peer.cidr : undefined,
    PrefixListId: peer.kind === "prefix-list" ? peer.id : undefined,
    ReferencedGroupInfo: peer.kind === "group" ? pairView(call, group, peer) : undefined,
    Description: rule.description,
    Tags: tagList(rule.tags),
    SecurityGroupRuleArn: arn(call, group.owner, "security-group-rule", rule.id),
  };
}

export const arn = (call: Call, owner: string, kind: string, id: string): string =>
  `arn:aws:ec2:${call.region}:${owner}:${kind}/${id}`;
