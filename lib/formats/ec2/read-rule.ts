import type { ObservedRule, RulePeer } from "#lib/core/group/observation.ts";
import { groupPeer } from "./rule-peer.ts";
import { rulePorts } from "./rule-ports.ts";
import {
  type Fields,
  fieldsOf,
  flagOf,
  optionalInteger,
  optionalText,
  textOf,
  WrongShape,
  within,
} from "./shape.ts";
import { readTags } from "./tags.ts";

function peerOf(rule: Fields): RulePeer {
  const ipv4 = optionalText(rule.CidrIpv4, "CidrIpv4");
  if (ipv4) return { kind: "ipv4", cidr: ipv4 };
  const ipv6 = optionalText(rule.CidrIpv6, "CidrIpv6");
  if (ipv6) return { kind: "ipv6", cidr: ipv6 };
  const prefixListId = optionalText(rule.PrefixListId, "PrefixListId");
  if (prefixListId) return { kind: "prefix-list", prefixListId };
  const reference = within(rule.ReferencedGroupInfo, "ReferencedGroupInfo", groupPeer);
  if (reference !== null) return reference;
  throw new WrongShape("", "names no peer");
}

/** One `SecurityGroupRule` of `DescribeSecurityGroupRules`, and the group it stands in. Throws `WrongShape`. */
export function readRule(raw: unknown): { readonly groupId: string; readonly rule: ObservedRule } {
  const rule = fieldsOf(raw);
  const protocol = textOf(rule.IpProtocol, "IpProtocol");
  const { fromPort, toPort } = rulePorts(
    protocol,
    optionalInteger(rule.FromPort, "FromPort"),
    optionalInteger(rule.ToPort, "ToPort"),
  );
  return {
    groupId: textOf(rule.GroupId, "GroupId"),
    rule: {
      ruleId: textOf(rule.SecurityGroupRuleId, "SecurityGroupRuleId"),
      direction: flagOf(rule.IsEgress, "IsEgress") ? "egress" : "ingress",
      protocol,
      fromPort,
      toPort,
      peer: peerOf(rule),
      description: optionalText(rule.Description, "Description"),
      tags: readTags(rule.Tags),
    },
  };
}
