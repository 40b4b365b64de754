import type {
  CreateSecurityGroupRequest,
  CreateSecurityGroupResult,
  DeleteSecurityGroupRequest,
  DeleteSecurityGroupResult,
} from "@aws-sdk/client-ec2";
import { freshId } from "../identifiers.ts";
import { regionsNamed } from "../lookup.ts";
import { Refusal } from "../refusal.ts";
import { defaultEgress } from "../rules/default-rules.ts";
import type { Group, Vpc } from "../state.ts";
import { type Call, type Outcome, ownRegion } from "./call.ts";
import { arn } from "./group-view.ts";
import { checkedName } from "./permissions.ts";
import { specifiedTags, tagList } from "./tags.ts";
import { groupChange, targetGroup } from "./target-group.ts";

export function createGroup(
  call: Call,
  input: CreateSecurityGroupRequest,
): Outcome<CreateSecurityGroupResult> {
  const region = ownRegion(call);
  const name = checkedName("GroupName", input.GroupName ?? "");
  const description = checkedName("GroupDescription", input.Description ?? "");
  const vpc = targetVpc(call, input.VpcId);
  // EC2-FACTS, "names": unique per VPC ignoring case.
  const groups = Object.values(region.groups);
  if (groups.some((group) => group.vpc === vpc.id && group.name.toLowerCase() === name.toLowerCase())) {
    const text = `The security group '${name}' already exists for VPC '${vpc.id}'`;
    throw new Refusal("InvalidGroup.Duplicate", text);
  }
  // EC2-FACTS, "groups": 2,500 per Region by default.
  if (groups.length >= region.quotas.groups) {
    throw new Refusal(
      "SecurityGroupLimitExceeded",
      "The maximum number of security groups has been reached.",
    );
  }
  const id = freshId("sg");
  const group: Group = {
    id,
    name,
    description,
    owner: call.account,
    vpc: vpc.id,
    associatedVpcs: [],
    rules: defaultEgress(id, vpc.ipv6Cidrs.length > 0),
    tags: specifiedTags(input.TagSpecifications, "security-group"),
  };
  return {
    output: {
      GroupId: id,
      Tags: tagList(group.tags),
      SecurityGroupArn: call.reduced ? undefined : arn(call, call.account, "security-group", id),
    },
    changes: [groupChange(call, group)],
  };
}

function targetVpc(call: Call, id: string | undefined): Vpc {
  const vpcs = ownRegion(call).vpcs;
  if (id === undefined) {
    const fallback = Object.values(vpcs).find((vpc) => vpc.isDefault);
    if (fallback === undefined) throw new Refusal("VPCIdNotSpecified", "No default VPC for this user");
    return fallback;
  }
  const vpc = vpcs[id];
  if (vpc === undefined) throw new Refusal("InvalidVpcID.NotFound", `The vpc ID '${id}' does not exist`);
  return vpc;
}

export function deleteGroup(
  call: Call,
  input: DeleteSecurityGroupRequest,
): Outcome<DeleteSecurityGroupResult> {
  const group = targetGroup(call, input.GroupId, input.GroupName);
  // EC2-FACTS, "delete a group".
  if (group.name === "default") {
    const text = `the specified group: "${group.id}" name: "default" cannot be deleted by a user`;
    throw new Refusal("CannotDelete", text);
  }
  if (isNeeded(call, group)) {
    throw new Refusal("DependencyViolation", `resource ${group.id} has a dependent object`);
  }
  return {
    output: { Return: true, GroupId: group.id },
    changes: [
      { account: call.account, region: call.region, collection: "groups", id: group.id, value: null },
    ],
  };
}

/** In use by an interface, or referenced from its own VPC; a reference across a peering goes stale instead. */
function isNeeded(call: Call, group: Group): boolean {
  return regionsNamed(call.state, call.region).some(
    (region) =>
      Object.values(region.interfaces).some((item) => item.groups.includes(group.id)) ||
      Object.values(region.groups).some(
        (other) =>
          other.id !== group.id &&
          other.vpc === group.vpc &&
          other.rules.some((rule) => rule.peer.kind === "group" && rule.peer.id === group.id),
      ),
  );
}
