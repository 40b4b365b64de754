import type { ObservedRule, RulePeer } from "#lib/core/group/observation.ts";
import { rulePorts } from "#lib/core/group/rule-ports.ts";
import { groupPeer, type KnownPeers, textPeer } from "./rule-peer.ts";
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

function peerOf(rule: Fields, known: KnownPeers): RulePeer {
  const ipv4 = optionalText(rule.CidrIpv4, "CidrIpv4");
  if (ipv4) return textPeer("ipv4", ipv4, known);
  const ipv6 = optionalText(rule.CidrIpv6, "CidrIpv6");
  if (ipv6) return textPeer("ipv6", ipv6, known);
  const prefixListId = optionalText(rule.PrefixListId, "PrefixListId");
  if (prefixListId) return textPeer("prefix-list", prefixListId, known);
  const reference = within(rule.ReferencedGroupInfo, "ReferencedGroupInfo", (pair) => groupPeer(pair, known));
  if (reference !== null) return reference;
  throw new WrongShape("", "names no peer");
}

/** One `SecurityGroupRule` of `DescribeSecurityGroupRules`, and the group it stands in. Throws `WrongShape`. */
export function readRule(
  raw: unknown,
  known: KnownPeers = new Map(),
): { readonly groupId: string; readonly rule: ObservedRule } {
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
      peer: peerOf(rule, known),
      description: optionalText(rule.Description, "Description"),
      tags: readTags(rule.Tags),
    },
  };
}
