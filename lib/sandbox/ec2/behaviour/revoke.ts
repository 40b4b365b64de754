import type {
  IpPermission,
  RevokedSecurityGroupRule,
  RevokeSecurityGroupEgressRequest,
  RevokeSecurityGroupEgressResult,
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult,
} from "@aws-sdk/client-ec2";
import { isDefaultVpc } from "../lookup.ts";
import { invalidAction, missingParameter, Refusal } from "../refusal.ts";
import { ruleKey } from "../rules/identity.ts";
import type { Group, Rule } from "../state.ts";
import { topLevelPermission } from "./authorize.ts";
import type { Call, Outcome } from "./call.ts";
import { missingRule } from "./describe-groups.ts";
import { type WrittenRule, writtenRules } from "./permissions.ts";
import { groupChange, targetGroup } from "./target-group.ts";

export function revokeIngress(
  call: Call,
  input: RevokeSecurityGroupIngressRequest,
): Outcome<RevokeSecurityGroupIngressResult> {
  const group = targetGroup(call, input.GroupId, input.GroupName);
  if (input.SecurityGroupRuleIds !== undefined)
    return revokeIds(call, group, input.SecurityGroupRuleIds, false);
  return revokeWritten(call, group, input.IpPermissions ?? topLevelPermission(input), false);
}

export function revokeEgress(
  call: Call,
  input: RevokeSecurityGroupEgressRequest,
): Outcome<RevokeSecurityGroupEgressResult> {
  const group = targetGroup(call, input.GroupId);
  if (input.SecurityGroupRuleIds !== undefined)
    return revokeIds(call, group, input.SecurityGroupRuleIds, true);
  return revokeWritten(call, group, input.IpPermissions ?? topLevelPermission(input), true);
}

/** EC2-FACTS, "revoke by rule id": it removes whatever the rule has become, and all ids must be there. */
function revokeIds(
  call: Call,
  group: Group,
  ids: readonly string[],
  egress: boolean,
): Outcome<RevokeSecurityGroupIngressResult> {
  if (call.reduced) throw invalidAction("RevokeSecurityGroup by SecurityGroupRuleId");
  const absent = ids.find((id) => !group.rules.some((rule) => rule.id === id && rule.egress === egress));
  if (absent !== undefined) throw missingRule(absent);
  return outcome(call, group, (rule) => ids.includes(rule.id), []);
}

/**
 * EC2-FACTS, "revoke, no match": in a default VPC (and where there are no VPCs) no error, what did not match is
 * listed; elsewhere `InvalidPermission.NotFound` and nothing is revoked. Descriptions are never compared.
 */
function revokeWritten(
  call: Call,
  group: Group,
  permissions: readonly IpPermission[],
  egress: boolean,
): Outcome<RevokeSecurityGroupIngressResult> {
  if (permissions.length === 0) {
    throw missingParameter("Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.");
  }
  const written = writtenRules(call, group, permissions, egress, "as-written");
  const existing = new Set(group.rules.map(ruleKey));
  const unknown = written.filter((rule) => !existing.has(ruleKey(rule)));
  const lenient = group.vpc === undefined || isDefaultVpc(call.state, call.region, group.vpc);
  if (unknown.length > 0 && !lenient) throw ruleNotFound();
  const wanted = new Set(written.map(ruleKey));
  return outcome(call, group, (rule) => wanted.has(ruleKey(rule)), unknown);
}

export const ruleNotFound = (): Refusal =>
  new Refusal("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");

function outcome(
  call: Call,
  group: Group,
  goes: (rule: Rule) => boolean,
  unknown: readonly WrittenRule[],
): Outcome<RevokeSecurityGroupIngressResult> {
  const revoked = group.rules.filter(goes);
  const after = { ...group, rules: group.rules.filter((rule) => !goes(rule)) };
  return {
    output: {
      Return: true,
      RevokedSecurityGroupRules: call.reduced ? undefined : revoked.map((rule) => revokedView(group, rule)),
      UnknownIpPermissions: unknown.length === 0 ? undefined : unknown.map(asPermission),
    },
    changes: revoked.length === 0 ? [] : [groupChange(call, after)],
  };
}

const revokedView = (group: Group, { peer, ...rule }: Rule): RevokedSecurityGroupRule => ({
  SecurityGroupRuleId: rule.id,
  GroupId: group.id,
  IsEgress: rule.egress,
  IpProtocol: rule.protocol,
  FromPort: rule.from,
  ToPort: rule.to,
  CidrIpv4: peer.kind === "ipv4" ? peer.cidr : undefined,
  CidrIpv6: peer.kind === "ipv6" ? peer.cidr : undefined,
  PrefixListId: peer.kind === "prefix-list" ? peer.id : undefined,
  ReferencedGroupId: peer.kind === "group" ? peer.id : undefined,
  Description: rule.description,
});

const asPermission = ({ peer, protocol, from, to }: WrittenRule): IpPermission => ({
  IpProtocol: protocol,
  FromPort: from,
  ToPort: to,
  IpRanges: peer.kind === "ipv4" ? [{ CidrIp: peer.cidr }] : [],
  Ipv6Ranges: peer.kind === "ipv6" ? [{ CidrIpv6: peer.cidr }] : [],
  PrefixListIds: peer.kind === "prefix-list" ? [{ PrefixListId: peer.id }] : [],
  UserIdGroupPairs: peer.kind === "group" ? [{ GroupId: peer.id, UserId: peer.account }] : [],
});
