import * as trail from "@aws-sdk/client-cloudtrail";
import * as ec2 from "@aws-sdk/client-ec2";
import * as quotas from "@aws-sdk/client-service-quotas";
import * as sts from "@aws-sdk/client-sts";
import type { SchemaRef, StaticOperationSchema } from "@smithy/types";
import { authorizeEgress, authorizeIngress } from "./behaviour/authorize.ts";
import type { Call, Mutation, Outcome, Read } from "./behaviour/call.ts";
import { lookupEvents } from "./behaviour/call-trail.ts";
import { createTags, deleteTags } from "./behaviour/change-tags.ts";
import {
  describeSecurityGroupRules,
  describeSecurityGroups,
  describeSecurityGroupVpcAssociations,
} from "./behaviour/describe-groups.ts";
import { describeInstances } from "./behaviour/describe-instances.ts";
import { describeNetworkInterfaces } from "./behaviour/describe-interfaces.ts";
import {
  describeRegions,
  describeSubnets,
  describeVpcPeeringConnections,
  describeVpcs,
} from "./behaviour/describe-network.ts";
import {
  describeManagedPrefixLists,
  getManagedPrefixListEntries,
} from "./behaviour/describe-prefix-lists.ts";
import { createGroup, deleteGroup } from "./behaviour/group-life.ts";
import { modifyInterface } from "./behaviour/modify-interface.ts";
import { modifyRules } from "./behaviour/modify-rules.ts";
import { revokeEgress, revokeIngress } from "./behaviour/revoke.ts";
import { updateEgressDescriptions, updateIngressDescriptions } from "./behaviour/rule-descriptions.ts";
import { assumeRole, getCallerIdentity } from "./behaviour/security-token.ts";
import { getDefaultServiceQuota, getServiceQuota } from "./behaviour/service-quotas.ts";
import type { Dialect } from "./wire/decode-query.ts";

/** One action: the schemas the SDK ships for it, and the behaviour written here. */
export interface Operation {
  readonly dialect: Dialect;
  readonly action: string;
  readonly input: SchemaRef;
  readonly output: SchemaRef;
  /** Whether it changes EC2. AssumeRole leaves a session behind, but no firewall is touched. */
  readonly mutates: boolean;
  readonly run: (call: Call, input: unknown) => Outcome<object>;
}

function read<Input, Output extends object>(
  dialect: Dialect,
  schema: StaticOperationSchema,
  behaviour: Read<Input, Output>,
): Operation {
  const [, , action, , input, output] = schema;
  // The codec has just decoded the input by this very schema, so the cast states what holds.
  const run = (call: Call, value: unknown) => ({ output: behaviour(call, value as Input), changes: [] });
  return { dialect, action, input, output, mutates: false, run };
}

function mutation<Input, Output extends object>(
  dialect: Dialect,
  schema: StaticOperationSchema,
  behaviour: Mutation<Input, Output>,
): Operation {
  const [, , action, , input, output] = schema;
  const run = (call: Call, value: unknown) => behaviour(call, value as Input);
  return { dialect, action, input, output, mutates: dialect === "ec2", run };
}

const offered: readonly Operation[] = [
  read("ec2", ec2.DescribeRegions$, describeRegions),
  read("ec2", ec2.DescribeVpcs$, describeVpcs),
  read("ec2", ec2.DescribeSubnets$, describeSubnets),
  read("ec2", ec2.DescribeVpcPeeringConnections$, describeVpcPeeringConnections),
  read("ec2", ec2.DescribeSecurityGroups$, describeSecurityGroups),
  read("ec2", ec2.DescribeSecurityGroupRules$, describeSecurityGroupRules),
  read("ec2", ec2.DescribeSecurityGroupVpcAssociations$, describeSecurityGroupVpcAssociations),
  read("ec2", ec2.DescribeNetworkInterfaces$, describeNetworkInterfaces),
  read("ec2", ec2.DescribeInstances$, describeInstances),
  read("ec2", ec2.DescribeManagedPrefixLists$, describeManagedPrefixLists),
  read("ec2", ec2.GetManagedPrefixListEntries$, getManagedPrefixListEntries),
  mutation("ec2", ec2.CreateSecurityGroup$, createGroup),
  mutation("ec2", ec2.DeleteSecurityGroup$, deleteGroup),
  mutation("ec2", ec2.AuthorizeSecurityGroupIngress$, authorizeIngress),
  mutation("ec2", ec2.AuthorizeSecurityGroupEgress$, authorizeEgress),
  mutation("ec2", ec2.RevokeSecurityGroupIngress$, revokeIngress),
  mutation("ec2", ec2.RevokeSecurityGroupEgress$, revokeEgress),
  mutation("ec2", ec2.ModifySecurityGroupRules$, modifyRules),
  mutation("ec2", ec2.UpdateSecurityGroupRuleDescriptionsIngress$, updateIngressDescriptions),
  mutation("ec2", ec2.UpdateSecurityGroupRuleDescriptionsEgress$, updateEgressDescriptions),
  mutation("ec2", ec2.ModifyNetworkInterfaceAttribute$, modifyInterface),
  mutation("ec2", ec2.CreateTags$, createTags),
  mutation("ec2", ec2.DeleteTags$, deleteTags),
  read("servicequotas", quotas.GetServiceQuota$, getServiceQuota),
  read("servicequotas", quotas.GetAWSDefaultServiceQuota$, getDefaultServiceQuota),
  read("cloudtrail", trail.LookupEvents$, lookupEvents),
  read("sts", sts.GetCallerIdentity$, getCallerIdentity),
  mutation("sts", sts.AssumeRole$, assumeRole),
];

const byAction = new Map(offered.map((operation) => [operation.action, operation]));

export const findOperation = (action: string): Operation | undefined => byAction.get(action);
