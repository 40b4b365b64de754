import type {
  ModifySecurityGroupRulesRequest,
  ModifySecurityGroupRulesResult,
  SecurityGroupRuleRequest,
} from "@aws-sdk/client-ec2";
import { invalidAction, invalidValue, missingParameter, Refusal } from "../refusal.ts";
import { ruleKey } from "../rules/identity.ts";
import { canonicalPorts, canonicalProtocol } from "../rules/protocol.ts";
import { checkRuleQuota } from "../rules/quota.ts";
import type { Group, Peer, Rule } from "../state.ts";
import { refuseDuplicate } from "./authorize.ts";
import { type Call, type Outcome, ownRegion } from "./call.ts";
import { missingRule } from "./describe-groups.ts";
import { checkedDescription, cidrPeer, groupPeer, prefixListPeer } from "./permissions.ts";
import { groupChange, targetGroup } from "./target-group.ts";

/** EC2-FACTS, "modify a rule": it keeps its id and its tags whatever else becomes of it. */
export function modifyRules(
  call: Call,
  input: ModifySecurityGroupRulesRequest,
): Outcome<ModifySecurityGroupRulesResult> {
  // EC2-FACTS, "older endpoints": no rule ids.
  if (call.reduced) throw invalidAction("ModifySecurityGroupRules");
  const group = targetGroup(call, input.GroupId);
  const updates = input.SecurityGroupRules ?? [];
  if (updates.length === 0)
    throw missingParameter("The request must contain the parameter SecurityGroupRules");
  const rules = updates.reduce<readonly Rule[]>((current, update) => {
    const id = update.SecurityGroupRuleId ?? "";
    const before = current.find((rule) => rule.id === id);
    if (before === undefined) throw missingRule(id);
    const after = modified(call, group, before, update.SecurityGroupRule ?? {});
    if (ruleKey(after) !== ruleKey(before)) refuseDuplicate(current, [after]);
    return current.map((rule) => (rule.id === id ? after : rule));
  }, group.rules);
  checkRuleQuota(ownRegion(call), rules);
  return { output: { Return: true }, changes: [groupChange(call, { ...group, rules })] };
}

function modified(call: Call, group: Group, before: Rule, request: SecurityGroupRuleRequest): Rule {
  if (request.IpProtocol === undefined)
    throw missingParameter("The request must contain the parameter IpProtocol");
  const protocol = canonicalProtocol(request.IpProtocol);
  const peer = requestedPeer(call, group, request);
  // The text EC2 uses here is unsettled; that the kind of peer cannot change is documented.
  if (peer.kind !== before.peer.kind)
    throw invalidValue("You cannot change the type of a security group rule.");
  return {
    ...before,
    protocol,
    ...canonicalPorts(protocol, request.FromPort, request.ToPort),
    peer,
    // What an omitted description does is unsettled; losing it is the worse of both, so it is lost here.
    description: checkedDescription(request.Description),
  };
}

function requestedPeer(call: Call, group: Group, request: SecurityGroupRuleRequest): Peer {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId } = request;
  const given = [CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId].filter((value) => value !== undefined);
  if (given.length !== 1) {
    throw new Refusal(
      "InvalidParameterCombination",
      "Exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId must be given",
    );
  }
  if (CidrIpv4 !== undefined) return cidrPeer(CidrIpv4, "ipv4");
  if (CidrIpv6 !== undefined) return cidrPeer(CidrIpv6, "ipv6");
  if (PrefixListId !== undefined) return prefixListPeer(call, PrefixListId, "must-exist");
  return groupPeer(call, group, { GroupId: ReferencedGroupId }, "must-exist");
}
