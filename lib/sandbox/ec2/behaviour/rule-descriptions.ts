import type {
  SecurityGroupRuleDescription,
  UpdateSecurityGroupRuleDescriptionsEgressRequest,
  UpdateSecurityGroupRuleDescriptionsEgressResult,
  UpdateSecurityGroupRuleDescriptionsIngressRequest,
  UpdateSecurityGroupRuleDescriptionsIngressResult,
} from "@aws-sdk/client-ec2";
import { invalidAction } from "../refusal.ts";
import { ruleKey } from "../rules/identity.ts";
import type { Group, Rule } from "../state.ts";
import type { Call, Outcome } from "./call.ts";
import { missingRule } from "./describe-groups.ts";
import { checkedDescription, writtenRules } from "./permissions.ts";
import { ruleNotFound } from "./revoke.ts";
import { groupChange, targetGroup } from "./target-group.ts";

export function updateIngressDescriptions(
  call: Call,
  input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
): Outcome<UpdateSecurityGroupRuleDescriptionsIngressResult> {
  return update(call, targetGroup(call, input.GroupId, input.GroupName), input, false);
}

export function updateEgressDescriptions(
  call: Call,
  input: UpdateSecurityGroupRuleDescriptionsEgressRequest,
): Outcome<UpdateSecurityGroupRuleDescriptionsEgressResult> {
  return update(call, targetGroup(call, input.GroupId, input.GroupName), input, true);
}

/** EC2-FACTS, "descriptions": by id or by permission; an omitted one is removed. */
function update(
  call: Call,
  group: Group,
  input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
  egress: boolean,
): Outcome<{ Return: boolean }> {
  const byId = input.SecurityGroupRuleDescriptions;
  const texts =
    byId === undefined ? textsByKey(call, group, input, egress) : textsById(call, group, byId, egress);
  const rules = group.rules.map((rule) =>
    texts.has(rule.id) ? { ...rule, description: texts.get(rule.id) } : rule,
  );
  return { output: { Return: true }, changes: [groupChange(call, { ...group, rules })] };
}

type Texts = ReadonlyMap<string, string | undefined>;

function textsById(
  call: Call,
  group: Group,
  descriptions: readonly SecurityGroupRuleDescription[],
  egress: boolean,
): Texts {
  if (call.reduced) throw invalidAction("UpdateSecurityGroupRuleDescriptions by SecurityGroupRuleId");
  return new Map(
    descriptions.map(({ SecurityGroupRuleId: id = "", Description: text }) => {
      if (!group.rules.some((rule) => rule.id === id && rule.egress === egress)) throw missingRule(id);
      return [id, checkedDescription(text)];
    }),
  );
}

function textsByKey(
  call: Call,
  group: Group,
  input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
  egress: boolean,
): Texts {
  const existing = new Map<string, Rule>(group.rules.map((rule) => [ruleKey(rule), rule]));
  return new Map(
    writtenRules(call, group, input.IpPermissions ?? [], egress, "as-written").map((written) => {
      const rule = existing.get(ruleKey(written));
      if (rule === undefined) throw ruleNotFound();
      return [rule.id, written.description];
    }),
  );
}
