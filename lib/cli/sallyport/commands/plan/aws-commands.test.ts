import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanStep, RuleSpecification } from "#lib/core/plan/plan.ts";
import { awsCommands, shellLine } from "./aws-commands.ts";

const GROUP = "sg-0123456789abcdef0";
const rule: RuleSpecification = {
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  peer: { kind: "ipv4", cidr: "203.0.113.7/32" },
  description: "Mara's \u202elaptop",
};
const permission = '"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"203.0.113.7/32"';

const linesOf = (step: PlanStep): string[] => awsCommands(step).map((words) => words.join(" "));

describe("a step with the AWS CLI", () => {
  it.each<[PlanStep, string[]]>([
    [
      { action: "authorize", groupId: GROUP, rule, tags: { "sallyport:stack": "shop" } },
      [
        `aws ec2 authorize-security-group-ingress --group-id ${GROUP} --ip-permissions [{${permission},"Description":"Mara's \\u202elaptop"}]}] --tag-specifications [{"ResourceType":"security-group-rule","Tags":[{"Key":"sallyport:stack","Value":"shop"}]}]`,
      ],
    ],
    [
      { action: "revoke", groupId: GROUP, rule: { ...rule, direction: "egress" }, ruleId: null },
      [`aws ec2 revoke-security-group-egress --group-id ${GROUP} --ip-permissions [{${permission}}]}]`],
    ],
    [
      {
        action: "modify",
        groupId: GROUP,
        ruleId: "sgr-1",
        before: rule,
        after: { ...rule, description: null },
      },
      [
        `aws ec2 modify-security-group-rules --group-id ${GROUP} --security-group-rules [{"SecurityGroupRuleId":"sgr-1","SecurityGroupRule":{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"CidrIpv4":"203.0.113.7/32"}}]`,
      ],
    ],
    [
      { action: "describe", groupId: GROUP, rule, ruleId: "sgr-1", description: "new", tags: { a: "b" } },
      [
        `aws ec2 update-security-group-rule-descriptions-ingress --group-id ${GROUP} --ip-permissions [{${permission},"Description":"new"}]}]`,
        'aws ec2 create-tags --resources sgr-1 --tags [{"Key":"a","Value":"b"}]',
      ],
    ],
    [
      { action: "set-interface-groups", interfaceId: "eni-1", before: ["sg-1"], after: ["sg-1", "sg-2"] },
      ["aws ec2 modify-network-interface-attribute --network-interface-id eni-1 --groups sg-1 sg-2"],
    ],
    [
      { action: "delete-group", groupId: GROUP, name: "shop-web" },
      [`aws ec2 delete-security-group --group-id ${GROUP}`],
    ],
  ])("%j", (step, expected) => {
    expect(linesOf(step)).toEqual(expected);
  });

  it("is read by a shell as the arguments it is made of", () => {
    const word = fc
      .string({ unit: "binary-ascii", minLength: 1, maxLength: 12 })
      .filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const said = execFileSync("sh", ["-c", `printf '%s\\0' ${shellLine(words)}`], { encoding: "utf8" });
        expect(said.split("\0").slice(0, -1)).toEqual(words);
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});
