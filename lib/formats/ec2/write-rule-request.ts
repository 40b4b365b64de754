import type { RulePeer } from "#lib/core/group/observation.ts";
import type { RuleSpecification } from "#lib/core/plan/plan.ts";

/** A `SecurityGroupRuleRequest`: what a rule with an id is to become. */
export interface RuleRequest {
  IpProtocol: string;
  FromPort?: number;
  ToPort?: number;
  CidrIpv4?: string;
  CidrIpv6?: string;
  PrefixListId?: string;
  ReferencedGroupId?: string;
  Description?: string;
}

function peerOf(peer: RulePeer): Partial<RuleRequest> {
  switch (peer.kind) {
    case "ipv4":
      return { CidrIpv4: peer.cidr };
    case "ipv6":
      return { CidrIpv6: peer.cidr };
    case "prefix-list":
      return { PrefixListId: peer.prefixListId };
    case "group":
      return { ReferencedGroupId: peer.groupId };
  }
}

/** The description is always sent: what an omitted one does is unsettled (EC2-FACTS.md). */
export const writeRuleRequest = (rule: RuleSpecification): RuleRequest => ({
  IpProtocol: rule.protocol,
  ...(rule.fromPort === null ? {} : { FromPort: rule.fromPort }),
  ...(rule.toPort === null ? {} : { ToPort: rule.toPort }),
  ...peerOf(rule.peer),
  Description: rule.description ?? "",
});
