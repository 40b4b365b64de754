/** A step as the AWS CLI does it: each command a list of arguments. */
import type { Direction } from "#lib/core/group/observation.ts";
import type { PlanStep, RuleSpecification } from "#lib/core/plan/plan.ts";
import { writePermission } from "#lib/formats/ec2/write-permission.ts";

type Tags = Readonly<Record<string, string>>;

/** ASCII alone: what a terminal or an editor hides in a description must not be pasted unseen. */
const json = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const tagList = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const tagged = (resource: string, tags: Tags): string[] =>
  Object.keys(tags).length === 0
    ? []
    : ["--tag-specifications", json([{ ResourceType: resource, Tags: tagList(tags) }])];

const onGroup = (verb: string, direction: Direction, groupId: string): string[] => [
  "aws",
  "ec2",
  `${verb}-${direction}`,
  "--group-id",
  groupId,
];

const permissions = (rule: RuleSpecification, description: string | null): string[] => [
  "--ip-permissions",
  json([writePermission(rule, description)]),
];

/** The rule form of ModifySecurityGroupRules, which names each part of a rule on its own. */
const modified = (
  ruleId: string,
  { protocol, fromPort, toPort, peer, description }: RuleSpecification,
): string =>
  json([
    {
      SecurityGroupRuleId: ruleId,
      SecurityGroupRule: {
        IpProtocol: protocol,
        ...(fromPort === null ? {} : { FromPort: fromPort }),
        ...(toPort === null ? {} : { ToPort: toPort }),
        ...(peer.kind === "ipv4" ? { CidrIpv4: peer.cidr } : {}),
        ...(peer.kind === "ipv6" ? { CidrIpv6: peer.cidr } : {}),
        ...(peer.kind === "prefix-list" ? { PrefixListId: peer.prefixListId } : {}),
        ...(peer.kind === "group" ? { ReferencedGroupId: peer.groupId } : {}),
        ...(description === null ? {} : { Description: description }),
      },
    },
  ]);

export function awsCommands(step: PlanStep): string[][] {
  switch (step.action) {
    case "authorize": {
      const { groupId, rule, tags } = step;
      const call = onGroup("authorize-security-group", rule.direction, groupId);
      return [[...call, ...permissions(rule, rule.description), ...tagged("security-group-rule", tags)]];
    }
    case "revoke": {
      const { groupId, rule } = step;
      return [[...onGroup("revoke-security-group", rule.direction, groupId), ...permissions(rule, null)]];
    }
    case "modify":
      return [
        [
          ...["aws", "ec2", "modify-security-group-rules", "--group-id", step.groupId],
          ...["--security-group-rules", modified(step.ruleId, step.after)],
        ],
      ];
    case "describe": {
      const { groupId, rule, ruleId, description, tags } = step;
      const call = onGroup("update-security-group-rule-descriptions", rule.direction, groupId);
      const tagging =
        ruleId === null || Object.keys(tags).length === 0
          ? []
          : [["aws", "ec2", "create-tags", "--resources", ruleId, "--tags", json(tagList(tags))]];
      return [[...call, ...permissions(rule, description)], ...tagging];
    }
    case "set-interface-groups": {
      const { interfaceId, after } = step;
      const call = ["aws", "ec2", "modify-network-interface-attribute"];
      return [[...call, "--network-interface-id", interfaceId, "--groups", ...after]];
    }
    case "create-group":
      return [
        [
          ...["aws", "ec2", "create-security-group", "--vpc-id", step.vpcId],
          ...["--group-name", step.name, "--description", step.description],
          ...tagged("security-group", step.tags),
        ],
      ];
    case "delete-group":
      return [["aws", "ec2", "delete-security-group", "--group-id", step.groupId]];
  }
}

/** One line for a POSIX shell. */
export const shellLine = (words: readonly string[]): string =>
  words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");
