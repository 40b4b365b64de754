import { z } from "zod";
import type { ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import { readPermission } from "./read-permission.ts";
import { tagsSchema } from "./tags.ts";

const groupSchema = z.object({
  GroupId: z.string(),
  GroupName: z.string().nullish(),
  Description: z.string().nullish(),
  OwnerId: z.string().nullish(),
  VpcId: z.string().nullish(),
  Tags: tagsSchema,
  IpPermissions: z.array(z.unknown()).nullish(),
  IpPermissionsEgress: z.array(z.unknown()).nullish(),
});

/**
 * Where a group's rules come from: `own`, the permissions in the group form itself; the rules read beside it; or
 * null, when they could not be read and what the group allows is unknown.
 */
export type RulesOfGroup = "own" | readonly ObservedRule[] | null;

const place = (rule: ObservedRule): string =>
  JSON.stringify([rule.direction, rule.protocol, rule.fromPort, rule.toPort, rule.peer, rule.ruleId]);

/** Orders rules by what they say, so that EC2's order never looks like a change. */
export const inFixedOrder = (rules: readonly ObservedRule[]): readonly ObservedRule[] =>
  rules
    .map((rule) => [place(rule), rule] as const)
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([, rule]) => rule);

/** One `SecurityGroup` of `DescribeSecurityGroups`. Throws on another shape. */
export function readGroup(
  raw: unknown,
  rules: RulesOfGroup,
  associatedVpcIds: readonly string[] = [],
): ObservedGroup {
  const group = groupSchema.parse(raw);
  const known =
    rules === "own"
      ? [
          ...(group.IpPermissions ?? []).flatMap((permission) => readPermission(permission, "ingress")),
          ...(group.IpPermissionsEgress ?? []).flatMap((permission) => readPermission(permission, "egress")),
        ]
      : rules;
  return {
    groupId: group.GroupId,
    name: group.GroupName ?? "",
    description: group.Description ?? "",
    ownerId: group.OwnerId ?? "",
    vpcId: group.VpcId ?? null,
    associatedVpcIds: [...associatedVpcIds].sort(),
    tags: group.Tags,
    rules: inFixedOrder(known ?? []),
    rulesKnown: known !== null,
  };
}
