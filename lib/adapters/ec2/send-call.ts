import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  type EC2Client,
  ModifyNetworkInterfaceAttributeCommand,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  UpdateSecurityGroupRuleDescriptionsEgressCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
} from "@aws-sdk/client-ec2";
import { writePermission } from "#lib/formats/ec2/write-permission.ts";
import { writeRuleRequest } from "#lib/formats/ec2/write-rule-request.ts";
import type { Call } from "#lib/usecases/apply/ec2-gate.ts";

/** What EC2 answered to one change, beyond that it accepted it. */
export interface Accepted {
  readonly ruleIds: readonly string[];
  /** A revoke in a default VPC that matched nothing is no error: it lists what it did not know. */
  readonly unknownPermissions: number;
}

const NOTHING_TO_TELL: Accepted = { ruleIds: [], unknownPermissions: 0 };

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const idsOf = (rules: readonly { SecurityGroupRuleId?: string | undefined }[] | undefined): string[] =>
  (rules ?? []).flatMap((rule) => rule.SecurityGroupRuleId ?? []);

/**
 * Makes one EC2 call: one rule each, revoked by its exact properties and never by its id, which would remove
 * whatever the rule has become. `knowsRules` is false on endpoints without rule ids, where rules have no tags.
 */
export function sendCall(ec2: Pick<EC2Client, "send">, call: Call, knowsRules: boolean): Promise<Accepted> {
  switch (call.kind) {
    case "authorize":
      return authorize(ec2, call, knowsRules);
    case "revoke":
      return revoke(ec2, call);
    case "modify-rule":
      return ec2
        .send(
          new ModifySecurityGroupRulesCommand({
            GroupId: call.groupId,
            SecurityGroupRules: [
              { SecurityGroupRuleId: call.ruleId, SecurityGroupRule: writeRuleRequest(call.rule) },
            ],
          }),
        )
        .then(() => ({ ruleIds: [call.ruleId], unknownPermissions: 0 }));
    case "write-description":
      return writeDescription(ec2, call);
    case "write-tags":
      return ec2
        .send(new CreateTagsCommand({ Resources: [call.ruleId], Tags: tagList(call.tags) }))
        .then(() => NOTHING_TO_TELL);
    case "set-interface-groups":
      return ec2
        .send(
          new ModifyNetworkInterfaceAttributeCommand({
            NetworkInterfaceId: call.interfaceId,
            Groups: [...call.groupIds],
          }),
        )
        .then(() => NOTHING_TO_TELL);
    case "create-group":
      return createGroup(ec2, call);
    case "delete-group":
      return ec2.send(new DeleteSecurityGroupCommand({ GroupId: call.groupId })).then(() => NOTHING_TO_TELL);
  }
}

/** Tagged in the same call: by its tag it is known again when the answer is lost. */
async function createGroup(
  ec2: Pick<EC2Client, "send">,
  call: Extract<Call, { kind: "create-group" }>,
): Promise<Accepted> {
  const answer = await ec2.send(
    new CreateSecurityGroupCommand({
      VpcId: call.vpcId,
      GroupName: call.name,
      Description: call.description,
      TagSpecifications: [{ ResourceType: "security-group", Tags: tagList(call.tags) }],
    }),
  );
  return { ruleIds: answer.GroupId === undefined ? [] : [answer.GroupId], unknownPermissions: 0 };
}

async function authorize(
  ec2: Pick<EC2Client, "send">,
  call: Extract<Call, { kind: "authorize" }>,
  knowsRules: boolean,
): Promise<Accepted> {
  const tagged = knowsRules && Object.keys(call.tags).length > 0;
  const request = {
    GroupId: call.groupId,
    IpPermissions: [writePermission(call.rule, call.rule.description)],
    ...(tagged
      ? {
          TagSpecifications: [{ ResourceType: "security-group-rule" as const, Tags: tagList(call.tags) }],
        }
      : {}),
  };
  const answer =
    call.rule.direction === "ingress"
      ? await ec2.send(new AuthorizeSecurityGroupIngressCommand(request))
      : await ec2.send(new AuthorizeSecurityGroupEgressCommand(request));
  return { ruleIds: idsOf(answer.SecurityGroupRules), unknownPermissions: 0 };
}

async function revoke(
  ec2: Pick<EC2Client, "send">,
  call: Extract<Call, { kind: "revoke" }>,
): Promise<Accepted> {
  const request = { GroupId: call.groupId, IpPermissions: [writePermission(call.rule, null)] };
  const answer =
    call.rule.direction === "ingress"
      ? await ec2.send(new RevokeSecurityGroupIngressCommand(request))
      : await ec2.send(new RevokeSecurityGroupEgressCommand(request));
  return {
    ruleIds: idsOf(answer.RevokedSecurityGroupRules),
    unknownPermissions: answer.UnknownIpPermissions?.length ?? 0,
  };
}

async function writeDescription(
  ec2: Pick<EC2Client, "send">,
  call: Extract<Call, { kind: "write-description" }>,
): Promise<Accepted> {
  const request = { GroupId: call.groupId, IpPermissions: [writePermission(call.rule, call.description)] };
  if (call.rule.direction === "ingress") {
    await ec2.send(new UpdateSecurityGroupRuleDescriptionsIngressCommand(request));
  } else {
    await ec2.send(new UpdateSecurityGroupRuleDescriptionsEgressCommand(request));
  }
  return NOTHING_TO_TELL;
}
