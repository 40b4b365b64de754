import type {
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupEgressResult,
  AuthorizeSecurityGroupIngressRequest,
  AuthorizeSecurityGroupIngressResult,
  IpPermission,
  TagSpecification,
} from "@aws-sdk/client-ec2";
import { freshId } from "../identifiers.ts";
import { Refusal } from "../refusal.ts";
import { printRule, type RuleShape, ruleKey } from "../rules/identity.ts";
import { checkRuleQuota } from "../rules/quota.ts";
import type { Group, Region, Rule, Tags } from "../state.ts";
import { type Call, type Outcome, ownRegion } from "./call.ts";
import { ruleView } from "./group-view.ts";
import { type WrittenRule, writtenRules } from "./permissions.ts";
import { specifiedTags } from "./tags.ts";
import { groupChange, targetGroup } from "./target-group.ts";

export function authorizeIngress(
  call: Call,
  input: AuthorizeSecurityGroupIngressRequest,
): Outcome<AuthorizeSecurityGroupIngressResult> {
  const group = targetGroup(call, input.GroupId, input.GroupName);
  return authorize(
    call,
    group,
    input.IpPermissions ?? topLevelPermission(input),
    input.TagSpecifications,
    false,
  );
}

export function authorizeEgress(
  call: Call,
  input: AuthorizeSecurityGroupEgressRequest,
): Outcome<AuthorizeSecurityGroupEgressResult> {
  const group = targetGroup(call, input.GroupId);
  return authorize(
    call,
    group,
    input.IpPermissions ?? topLevelPermission(input),
    input.TagSpecifications,
    true,
  );
}

/**
 * EC2-FACTS, "no idempotency token": nothing tells a repeated call from a new one but the rule itself.
 * "several permissions in one call": whether a failed call adds some is not stated. The worse is built: rules before
 * the one that is a duplicate or too many are added, and the answer is the error alone.
 */
function authorize(
  call: Call,
  group: Group,
  permissions: readonly IpPermission[],
  specifications: readonly TagSpecification[] | undefined,
  egress: boolean,
): Outcome<AuthorizeSecurityGroupIngressResult> {
  if (call.reduced && specifications !== undefined) {
    throw new Refusal("UnknownParameter", "The parameter TagSpecification is not recognized");
  }
  const tags = specifiedTags(specifications, "security-group-rule");
  const written = writtenRules(call, group, permissions, egress, "must-exist");
  const { rules, refusal } = addOneByOne(ownRegion(call), group.rules, written, tags);
  const added = rules.slice(group.rules.length);
  const after = { ...group, rules };
  // EC2-FACTS: the answer lists every rule added; older endpoints only say that it worked.
  const listed = call.reduced ? undefined : added.map((rule) => ruleView(call, after, rule));
  return {
    output: { Return: true, SecurityGroupRules: listed },
    changes: added.length === 0 ? [] : [groupChange(call, after)],
    refusal,
  };
}

function addOneByOne(
  region: Region,
  existing: readonly Rule[],
  written: readonly WrittenRule[],
  tags: Tags,
): { rules: readonly Rule[]; refusal: Refusal | undefined } {
  let rules = existing;
  for (const rule of written) {
    const next = [...rules, { ...rule, id: freshId("sgr"), tags }];
    try {
      refuseDuplicate(rules, [rule]);
      checkRuleQuota(region, next);
    } catch (error) {
      if (error instanceof Refusal) return { rules, refusal: error };
      throw error;
    }
    rules = next;
  }
  return { rules, refusal: undefined };
}

/** EC2-FACTS, "duplicate": the same traffic and peer, whatever the description or the way the CIDR is written. */
export function refuseDuplicate(existing: readonly Rule[], written: readonly RuleShape[]): void {
  const keys = new Set(existing.map(ruleKey));
  const twin = written.find((rule) => keys.has(ruleKey(rule)));
  if (twin === undefined) return;
  throw new Refusal("InvalidPermission.Duplicate", `the specified rule "${printRule(twin)}" already exists`);
}

interface TopLevel {
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
  readonly SourceSecurityGroupName?: string | undefined;
  readonly SourceSecurityGroupOwnerId?: string | undefined;
}

/** The older form of a request: one permission spelled out beside the group. */
export function topLevelPermission(input: TopLevel): readonly IpPermission[] {
  if (input.IpProtocol === undefined && input.SourceSecurityGroupName === undefined) return [];
  const name = input.SourceSecurityGroupName;
  return [
    {
      // A source group alone means all traffic.
      IpProtocol: input.IpProtocol ?? "-1",
      FromPort: input.FromPort,
      ToPort: input.ToPort,
      IpRanges: input.CidrIp === undefined ? [] : [{ CidrIp: input.CidrIp }],
      UserIdGroupPairs:
        name === undefined ? [] : [{ GroupName: name, UserId: input.SourceSecurityGroupOwnerId }],
    },
  ];
}
