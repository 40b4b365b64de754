import { z } from "zod";
import type { ObservedRule, RulePeer } from "#lib/core/group/observation.ts";
import { rulePorts } from "./rule-ports.ts";
import { tagsSchema } from "./tags.ts";

export const referencedGroupSchema = z.object({
  GroupId: z.string().nullish(),
  /** Endpoints without VPCs refer to groups by name. */
  GroupName: z.string().nullish(),
  UserId: z.string().nullish(),
  VpcId: z.string().nullish(),
  VpcPeeringConnectionId: z.string().nullish(),
  PeeringStatus: z.string().nullish(),
});

const ruleSchema = z.object({
  SecurityGroupRuleId: z.string(),
  GroupId: z.string(),
  IsEgress: z.boolean(),
  IpProtocol: z.string(),
  FromPort: z.number().int().nullish(),
  ToPort: z.number().int().nullish(),
  CidrIpv4: z.string().nullish(),
  CidrIpv6: z.string().nullish(),
  PrefixListId: z.string().nullish(),
  ReferencedGroupInfo: referencedGroupSchema.nullish(),
  Description: z.string().nullish(),
  Tags: tagsSchema,
});

/** A reference to a group as EC2 tells it (`ReferencedGroupInfo`, `UserIdGroupPairs`), with what it left out left out. */
export function groupPeer(pair: z.infer<typeof referencedGroupSchema>): RulePeer {
  return {
    kind: "group",
    groupId: pair.GroupId ?? pair.GroupName ?? "",
    ...(pair.UserId ? { ownerId: pair.UserId } : {}),
    ...(pair.VpcId ? { vpcId: pair.VpcId } : {}),
    ...(pair.VpcPeeringConnectionId ? { peeringId: pair.VpcPeeringConnectionId } : {}),
    ...(pair.PeeringStatus ? { peeringStatus: pair.PeeringStatus } : {}),
  };
}

function peerOf(rule: z.infer<typeof ruleSchema>): RulePeer {
  if (rule.CidrIpv4) return { kind: "ipv4", cidr: rule.CidrIpv4 };
  if (rule.CidrIpv6) return { kind: "ipv6", cidr: rule.CidrIpv6 };
  if (rule.PrefixListId) return { kind: "prefix-list", prefixListId: rule.PrefixListId };
  if (rule.ReferencedGroupInfo) return groupPeer(rule.ReferencedGroupInfo);
  throw new Error(`Security group rule ${rule.SecurityGroupRuleId} names no peer.`);
}

/** One `SecurityGroupRule` of `DescribeSecurityGroupRules`, and the group it stands in. Throws on another shape. */
export function readRule(raw: unknown): { readonly groupId: string; readonly rule: ObservedRule } {
  const rule = ruleSchema.parse(raw);
  return {
    groupId: rule.GroupId,
    rule: {
      ruleId: rule.SecurityGroupRuleId,
      direction: rule.IsEgress ? "egress" : "ingress",
      protocol: rule.IpProtocol,
      ...rulePorts(rule.IpProtocol, rule.FromPort, rule.ToPort),
      peer: peerOf(rule),
      description: rule.Description ?? null,
      tags: rule.Tags,
    },
  };
}
