import type {
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult,
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  DescribeSecurityGroupVpcAssociationsRequest,
  DescribeSecurityGroupVpcAssociationsResult,
} from "@aws-sdk/client-ec2";
import { isWellFormedId } from "../identifiers.ts";
import { isDefaultVpc } from "../lookup.ts";
import { invalidAction, Refusal } from "../refusal.ts";
import { peerText } from "../rules/identity.ts";
import type { Group, GroupPeer, Peer, Rule } from "../state.ts";
import { type Call, ownRegion } from "./call.ts";
import { missingGroup } from "./group-refusals.ts";
import { groupView, ruleView } from "./group-view.ts";
import { type FilterTable, list } from "./listing.ts";

const groupPeer = ({ peer }: Rule): GroupPeer | undefined => (peer.kind === "group" ? peer : undefined);

const peerOfKind = (kind: Peer["kind"], { peer }: Rule): string | undefined =>
  peer.kind === kind ? peerText(peer) : undefined;

/** The `ip-permission.*` filters, or with `egress` the `egress.ip-permission.*` ones. */
function permissionFilters(egress: boolean): FilterTable<Group> {
  const prefix = egress ? "egress.ip-permission." : "ip-permission.";
  const of = (read: (rule: Rule) => string | undefined) => (group: Group) =>
    group.rules.filter((rule) => rule.egress === egress).map(read);
  return {
    [`${prefix}cidr`]: of((rule) => peerOfKind("ipv4", rule)),
    [`${prefix}ipv6-cidr`]: of((rule) => peerOfKind("ipv6", rule)),
    [`${prefix}from-port`]: of((rule) => String(rule.from)),
    [`${prefix}to-port`]: of((rule) => String(rule.to)),
    [`${prefix}protocol`]: of((rule) => rule.protocol),
    [`${prefix}group-id`]: of((rule) => groupPeer(rule)?.id),
    [`${prefix}prefix-list-id`]: of((rule) => peerOfKind("prefix-list", rule)),
    [`${prefix}user-id`]: of((rule) => groupPeer(rule)?.account),
  };
}

const groupFilters: FilterTable<Group> = {
  ...permissionFilters(false),
  ...permissionFilters(true),
  "group-id": (group) => [group.id],
  "group-name": (group) => [group.name],
  "owner-id": (group) => [group.owner],
  "vpc-id": (group) => [group.vpc],
  description: (group) => [group.description],
};

export function describeSecurityGroups(
  call: Call,
  input: DescribeSecurityGroupsRequest,
): DescribeSecurityGroupsResult {
  const groups = Object.values(ownRegion(call).groups);
  const named = (input.GroupNames ?? []).map((name) => groupByName(call, groups, name).id);
  const page = list(input, {
    items: groups,
    id: (group) => group.id,
    tags: (group) => group.tags,
    filters: groupFilters,
    asked: [...(input.GroupIds ?? []), ...named],
    missing: missingGroup,
    askedParameter: "GroupIds",
  });
  return { SecurityGroups: page.items.map((group) => groupView(call, group)), NextToken: page.nextToken };
}

/** Names reach only groups of the default VPC, or of no VPC. */
export function groupByName(call: Call, groups: readonly Group[], name: string): Group {
  const found = groups.find(
    (group) =>
      group.name === name && (group.vpc === undefined || isDefaultVpc(call.state, call.region, group.vpc)),
  );
  if (found === undefined) {
    throw new Refusal("InvalidGroup.NotFound", `The security group '${name}' does not exist in default VPC`);
  }
  return found;
}

interface GroupRule {
  readonly group: Group;
  readonly rule: Rule;
}

const ruleFilters: FilterTable<GroupRule> = {
  "group-id": ({ group }) => [group.id],
  "security-group-rule-id": ({ rule }) => [rule.id],
};

export function describeSecurityGroupRules(
  call: Call,
  input: DescribeSecurityGroupRulesRequest,
): DescribeSecurityGroupRulesResult {
  // EC2-FACTS, "older endpoints": no DescribeSecurityGroupRules.
  if (call.reduced) throw invalidAction("DescribeSecurityGroupRules");
  const items = Object.values(ownRegion(call).groups).flatMap((group) =>
    group.rules.map((rule) => ({ group, rule })),
  );
  const page = list(input, {
    items,
    id: ({ rule }) => rule.id,
    tags: ({ rule }) => rule.tags,
    filters: ruleFilters,
    asked: input.SecurityGroupRuleIds,
    missing: missingRule,
    askedParameter: "SecurityGroupRuleIds",
  });
  return {
    SecurityGroupRules: page.items.map(({ group, rule }) => ruleView(call, group, rule)),
    NextToken: page.nextToken,
  };
}

/** EC2-FACTS, "revoke by rule id": an unknown id is `InvalidSecurityGroupRuleId.NotFound`. */
export function missingRule(id: string): Refusal {
  return isWellFormedId("sgr", id)
    ? new Refusal("InvalidSecurityGroupRuleId.NotFound", `The security group rule ID '${id}' does not exist`)
    : new Refusal("InvalidSecurityGroupRuleId.Malformed", `Invalid id: "${id}" (expecting "sgr-...")`);
}

interface Association {
  readonly group: Group;
  readonly vpc: string;
}

/** EC2-FACTS, "associations": a group may serve more VPCs of its Region. */
export function describeSecurityGroupVpcAssociations(
  call: Call,
  input: DescribeSecurityGroupVpcAssociationsRequest,
): DescribeSecurityGroupVpcAssociationsResult {
  const region = ownRegion(call);
  const page = list<Association>(input, {
    items: Object.values(region.groups).flatMap((group) =>
      group.associatedVpcs.map((vpc) => ({ group, vpc })),
    ),
    id: ({ group, vpc }) => `${group.id}/${vpc}`,
    filters: {
      "group-id": ({ group }) => [group.id],
      "group-owner-id": ({ group }) => [group.owner],
      "vpc-id": ({ vpc }) => [vpc],
      "vpc-owner-id": ({ vpc }) => [region.vpcs[vpc]?.owner],
      state: () => ["associated"],
    },
  });
  return {
    SecurityGroupVpcAssociations: page.items.map(({ group, vpc }) => ({
      GroupId: group.id,
      VpcId: vpc,
      VpcOwnerId: region.vpcs[vpc]?.owner,
      GroupOwnerId: group.owner,
      State: "associated",
    })),
    NextToken: page.nextToken,
  };
}
