import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DeleteTagsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type EC2Client,
  type IpPermission,
  ModifyNetworkInterfaceAttributeCommand,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
} from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningSandbox, runningSandbox } from "./testing/running-sandbox.ts";
import { partner } from "./testing/small-estate.ts";

let sandbox: RunningSandbox;
let ec2: EC2Client;

beforeEach(async () => {
  sandbox = await runningSandbox();
  ec2 = sandbox.ec2();
});
afterEach(() => sandbox.stop());

async function groupId(name: string): Promise<string> {
  const { SecurityGroups: groups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: [name] }] }),
  );
  return groups[0]?.GroupId ?? "";
}

async function rulesOf(id: string) {
  const { SecurityGroupRules: rules = [] } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [id] }] }),
  );
  return rules.filter((rule) => rule.IsEgress === false);
}

const ssh = (CidrIp: string, Description?: string): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: 22,
  ToPort: 22,
  IpRanges: [{ CidrIp, ...(Description !== undefined && { Description }) }],
});

const authorize = (GroupId: string, ...IpPermissions: IpPermission[]) =>
  ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
const revoke = (GroupId: string, ...IpPermissions: IpPermission[]) =>
  ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));

describe("authorising", () => {
  it("stores the canonical CIDR, answers every rule added, and calls the non-canonical twin a duplicate", async () => {
    const group = await groupId("shop-ssh");
    const answer = await authorize(group, ssh("100.68.0.18/18", "laptop"));
    expect(answer.SecurityGroupRules).toMatchObject([
      { CidrIpv4: "100.68.0.0/18", Description: "laptop", IsEgress: false, FromPort: 22 },
    ]);
    await expect(authorize(group, ssh("100.68.9.9/18", "another text"))).rejects.toMatchObject({
      name: "InvalidPermission.Duplicate",
      message:
        'the specified rule "peer: 100.68.0.0/18, TCP, from port: 22, to port: 22, ALLOW" already exists',
    });
  });

  it("turns 1.0.0.0/0 into the world and 2001:DB8:0:0::1/64 into its network", async () => {
    const group = await groupId("shop-ssh");
    const { SecurityGroupRules: rules } = await authorize(group, {
      ...ssh("1.0.0.0/0"),
      Ipv6Ranges: [{ CidrIpv6: "2001:DB8:0:0::1/64" }],
    });
    expect(rules).toMatchObject([{ CidrIpv4: "0.0.0.0/0" }, { CidrIpv6: "2001:db8::/64" }]);
  });

  it.each<[string, IpPermission, string, string | RegExp]>([
    [
      "no source",
      { IpProtocol: "tcp", FromPort: 1, ToPort: 1 },
      "MissingParameter",
      /^Missing source specification/,
    ],
    ["a bad CIDR", ssh("10.0.0.1/33"), "InvalidParameterValue", "CIDR block 10.0.0.1/33 is malformed"],
    ["leading zeros", ssh("010.0.0.0/8"), "InvalidParameterValue", "CIDR block 010.0.0.0/8 is malformed"],
    ["no prefix", ssh("10.0.0.1"), "InvalidParameterValue", "CIDR block 10.0.0.1 is malformed"],
    [
      "tcp without ports",
      { IpProtocol: "tcp", IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      "InvalidParameterValue",
      "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
    ],
    ["port 65536", { ...ssh("10.0.0.0/8"), ToPort: 65536 }, "InvalidPermission.Malformed", /65536/],
    ["from over to", { ...ssh("10.0.0.0/8"), FromPort: 23 }, "InvalidParameterValue", /23-22/],
    [
      "icmp type -1 with a code",
      { ...ssh("10.0.0.0/8"), IpProtocol: "icmp", FromPort: -1, ToPort: 3 },
      "InvalidPermission.Malformed",
      /-1/,
    ],
    [
      "an unknown protocol",
      { ...ssh("10.0.0.0/8"), IpProtocol: "quic" },
      "InvalidParameterValue",
      /Unknown protocol/,
    ],
    [
      "a description with markup",
      ssh("10.0.0.0/8", "<b>"),
      "InvalidParameterValue",
      /Invalid rule description/,
    ],
    [
      "a prefix list nobody has",
      { ...ssh("10.0.0.0/8"), PrefixListIds: [{ PrefixListId: "pl-00000000" }] },
      "InvalidPrefixListID.NotFound",
      /pl-00000000/,
    ],
    [
      "a group nobody has",
      { ...ssh("10.0.0.0/8"), UserIdGroupPairs: [{ GroupId: "sg-00000000" }] },
      "InvalidGroup.NotFound",
      "The security group 'sg-00000000' does not exist",
    ],
    [
      "a malformed group",
      { ...ssh("10.0.0.0/8"), UserIdGroupPairs: [{ GroupId: "sg-web" }] },
      "InvalidGroupId.Malformed",
      'Invalid id: "sg-web" (expecting "sg-...")',
    ],
  ])("refuses %s", async (_case, permission, name, message) => {
    const expected = message instanceof RegExp ? expect.stringMatching(message) : message;
    await expect(authorize(await groupId("shop-ssh"), permission)).rejects.toMatchObject({
      name,
      message: expected,
    });
  });

  it("refuses the same permission twice in a call, written in two ways", async () => {
    const group = await groupId("shop-ssh");
    const twice = authorize(group, ssh("10.1.0.0/16"), { ...ssh("10.1.2.3/16"), IpProtocol: "6" });
    await expect(twice).rejects.toMatchObject({
      name: "InvalidParameterValue",
      message: "The same permission must not appear multiple times",
    });
  });

  it("gives 6 back as tcp, ignores ports under -1 and 50, and lets icmpv6 go without", async () => {
    const range = { IpRanges: [{ CidrIp: "10.5.0.0/16" }] };
    const { SecurityGroupRules: rules } = await authorize(
      await groupId("shop-ssh"),
      { ...range, IpProtocol: "6", FromPort: 22, ToPort: 22 },
      { ...range, IpProtocol: "-1", FromPort: 1, ToPort: 2 },
      { ...range, IpProtocol: "50", FromPort: 1, ToPort: 2 },
      { IpProtocol: "58", Ipv6Ranges: [{ CidrIpv6: "::/0" }] },
    );
    expect(rules?.map((rule) => [rule.IpProtocol, rule.FromPort, rule.ToPort])).toEqual([
      ["tcp", 22, 22],
      ["-1", -1, -1],
      ["50", -1, -1],
      ["icmpv6", -1, -1],
    ]);
  });

  it("reaches a group across an active peering and refuses one of an unpeered VPC", async () => {
    const theirs = await sandbox
      .ec2({ id: "AKIAPARTNERPARTNER00", secret: "a-partner-secret-of-the-sandbox" })
      .send(
        new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: ["depot-batch"] }] }),
      );
    const pair = (GroupId: string | undefined, UserId?: string): IpPermission => ({
      IpProtocol: "tcp",
      FromPort: 9000,
      ToPort: 9000,
      UserIdGroupPairs: [{ GroupId, UserId }],
    });
    const group = await groupId("shop-app");
    const { SecurityGroupRules: rules } = await authorize(
      group,
      pair(theirs.SecurityGroups?.[0]?.GroupId, partner),
    );
    expect(rules).toMatchObject([{ ReferencedGroupInfo: { UserId: partner, PeeringStatus: "active" } }]);
    await expect(authorize(group, pair(await groupId("island-web")))).rejects.toMatchObject({
      name: "InvalidGroup.NotFound",
      message: "You have specified two resources that belong to different networks.",
    });
  });

  it("counts 60 rules a direction, a customer prefix list by its maximum, IPv6 on its own", async () => {
    const group = await groupId("shop-ssh");
    const lists = 20;
    const ranges = Array.from({ length: 60 - lists }, (_, index) => ({ CidrIp: `10.7.${index}.0/24` }));
    await authorize(group, { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: ranges });
    await expect(authorize(group, ssh("10.8.0.0/24"))).rejects.toMatchObject({
      name: "RulesPerSecurityGroupLimitExceeded",
    });
    await authorize(group, {
      IpProtocol: "tcp",
      FromPort: 22,
      ToPort: 22,
      Ipv6Ranges: [{ CidrIpv6: "::/0" }],
    });
    const egress = new AuthorizeSecurityGroupEgressCommand({
      GroupId: group,
      IpPermissions: [ssh("10.8.0.0/24")],
    });
    await ec2.send(egress);
  });

  it("keeps what came before a refused permission: the worse of what is not known", async () => {
    const group = await groupId("shop-ssh");
    await authorize(group, ssh("10.2.0.0/16"));
    const three = authorize(group, ssh("10.1.0.0/16"), ssh("10.2.0.0/16"), ssh("10.3.0.0/16"));
    await expect(three).rejects.toMatchObject({ name: "InvalidPermission.Duplicate" });
    const cidrs = (await rulesOf(group)).flatMap((rule) => rule.CidrIpv4 ?? []);
    expect(cidrs.sort()).toEqual(["10.1.0.0/16", "10.2.0.0/16"]);
    expect((await sandbox.requests()).at(-2)).toMatchObject({
      code: "InvalidPermission.Duplicate",
      effective: true,
    });
  });

  it("with DryRun answers 412 and does nothing", async () => {
    const group = await groupId("shop-ssh");
    const before = await rulesOf(group);
    const dry = ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: group,
        IpPermissions: [ssh("10.8.0.0/24")],
        DryRun: true,
      }),
    );
    await expect(dry).rejects.toMatchObject({ name: "DryRunOperation", $metadata: { httpStatusCode: 412 } });
    expect(await rulesOf(group)).toEqual(before);
  });
});

describe("revoking", () => {
  it("in a default VPC lists what did not match and revokes the rest", async () => {
    const group = await groupId("old-web");
    const web = { IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
    const answer = await revoke(group, web, ssh("10.0.0.0/8"));
    expect(answer).toMatchObject({
      Return: true,
      RevokedSecurityGroupRules: [{ CidrIpv4: "0.0.0.0/0", FromPort: 80 }],
      UnknownIpPermissions: [{ IpProtocol: "tcp", FromPort: 22, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }],
    });
    expect(await rulesOf(group)).toEqual([]);
  });

  it("elsewhere refuses what did not match and revokes nothing", async () => {
    const group = await groupId("shop-web");
    const web = { IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
    await expect(revoke(group, web, ssh("10.0.0.0/8"))).rejects.toMatchObject({
      name: "InvalidPermission.NotFound",
    });
    expect(await rulesOf(group)).toHaveLength(3);
    const { UnknownIpPermissions: unknown } = await revoke(group, web);
    expect(unknown).toBeUndefined();
    expect(await rulesOf(group)).toHaveLength(2);
  });

  it("by id removes whatever the rule has become, and knows no stranger", async () => {
    const group = await groupId("shop-web");
    const [rule] = await rulesOf(group);
    const revokeId = (id: string) =>
      ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: group, SecurityGroupRuleIds: [id] }));
    await expect(revokeId("sgr-0123456789abcdef0")).rejects.toMatchObject({
      name: "InvalidSecurityGroupRuleId.NotFound",
    });
    await revokeId(rule?.SecurityGroupRuleId ?? "");
    expect((await rulesOf(group)).map((left) => left.SecurityGroupRuleId)).not.toContain(
      rule?.SecurityGroupRuleId,
    );
  });
});

describe("modifying", () => {
  it("keeps a rule's id and loses a description left out; the kind of peer stays", async () => {
    const group = await groupId("shop-web");
    const rule = (await rulesOf(group)).find((candidate) => candidate.Description === "customers");
    const modify = (request: object) =>
      ec2.send(
        new ModifySecurityGroupRulesCommand({
          GroupId: group,
          SecurityGroupRules: [
            {
              SecurityGroupRuleId: rule?.SecurityGroupRuleId,
              SecurityGroupRule: { IpProtocol: "tcp", ...request },
            },
          ],
        }),
      );
    await modify({ FromPort: 8443, ToPort: 8443, CidrIpv4: "10.1.2.3/8" });
    const after = (await rulesOf(group)).find(
      (other) => other.SecurityGroupRuleId === rule?.SecurityGroupRuleId,
    );
    expect(after).toMatchObject({ FromPort: 8443, CidrIpv4: "10.0.0.0/8" });
    expect(after).not.toHaveProperty("Description");
    await expect(modify({ FromPort: 443, ToPort: 443, CidrIpv6: "::/0" })).rejects.toThrow(/type/);
    await expect(modify({ FromPort: 80, ToPort: 80, CidrIpv4: "0.0.0.0/0" })).rejects.toMatchObject({
      name: "InvalidPermission.Duplicate",
    });
  });

  it("rewrites descriptions by id and by permission; one left out is removed", async () => {
    const group = await groupId("shop-web");
    const [rule] = await rulesOf(group);
    const update = (input: object) =>
      ec2.send(new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId: group, ...input }));
    const text = async () =>
      (await rulesOf(group)).find((other) => other.SecurityGroupRuleId === rule?.SecurityGroupRuleId)
        ?.Description;
    const { SecurityGroupRuleId } = rule ?? {};
    const done = await update({
      SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId, Description: "by id" }],
    });
    expect(done.Return).toBe(true);
    expect(await text()).toBe("by id");
    const range = rule?.CidrIpv4
      ? { IpRanges: [{ CidrIp: rule.CidrIpv4 }] }
      : { Ipv6Ranges: [{ CidrIpv6: "::/0" }] };
    const { FromPort, ToPort } = rule ?? {};
    await update({ IpPermissions: [{ IpProtocol: "tcp", FromPort, ToPort, ...range }] });
    expect(await text()).toBeUndefined();
  });

  it("replaces an interface's groups whole, within its network and the quota", async () => {
    const find = async () => {
      const filter = { Name: "attachment.instance-id", Values: ["i-*"] };
      const { NetworkInterfaces: found = [] } = await ec2.send(
        new DescribeNetworkInterfacesCommand({ Filters: [filter] }),
      );
      return found[0];
    };
    const NetworkInterfaceId = (await find())?.NetworkInterfaceId;
    const replace = (Groups: string[]) =>
      ec2.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Groups }));
    await replace([await groupId("shop-app")]);
    expect((await find())?.Groups).toMatchObject([{ GroupName: "shop-app" }]);
    await expect(replace([await groupId("island-web")])).rejects.toThrow(/belong to different networks/);
    const many = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const VpcId = (await find())?.VpcId;
        const input = { GroupName: `extra-${index}`, Description: "one too many", VpcId };
        return (await ec2.send(new CreateSecurityGroupCommand(input))).GroupId ?? "";
      }),
    );
    await expect(replace(many)).rejects.toMatchObject({ name: "SecurityGroupsPerInterfaceLimitExceeded" });
  });
});

describe("a group's life", () => {
  const create = (GroupName: string, VpcId?: string) =>
    ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: "made by a test", VpcId }));
  const vpcOf = async (name: string) =>
    (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [await groupId(name)] })))
      .SecurityGroups?.[0]?.VpcId;

  it("starts with everything out, in the families of its VPC, and a name unique ignoring case", async () => {
    const { GroupId: id } = await create("fresh", await vpcOf("shop-web"));
    const { SecurityGroups: groups } = await ec2.send(
      new DescribeSecurityGroupsCommand({ GroupIds: [id ?? ""] }),
    );
    expect(groups?.[0]).toMatchObject({
      IpPermissions: [],
      IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }], Ipv6Ranges: [{}] }],
    });
    await expect(create("FRESH", await vpcOf("shop-web"))).rejects.toMatchObject({
      name: "InvalidGroup.Duplicate",
    });
    await expect(create("sg-fresh")).rejects.toMatchObject({ name: "InvalidParameterValue" });
    await expect(create("<script>")).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });

  it("ends only when nothing needs it, and never for the default group", async () => {
    const remove = (GroupId: string) => ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    const app = await groupId("shop-app");
    await expect(remove(app)).rejects.toMatchObject({
      name: "DependencyViolation",
      message: `resource ${app} has a dependent object`,
    });
    await expect(remove(await groupId("shop-web"))).rejects.toMatchObject({ name: "DependencyViolation" });
    const standard = await groupId("default");
    await expect(remove(standard)).rejects.toMatchObject({
      name: "CannotDelete",
      message: `the specified group: "${standard}" name: "default" cannot be deleted by a user`,
    });
    await remove(await groupId("shop-db"));
    await remove(app);
    await expect(remove(app)).rejects.toMatchObject({ name: "InvalidGroup.NotFound" });
  });

  it("carries tags, on the group and on its rules", async () => {
    const group = await groupId("shop-ssh");
    const { SecurityGroupRules: rules = [] } = await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: group,
        IpPermissions: [ssh("192.0.2.7/32")],
        TagSpecifications: [{ ResourceType: "security-group-rule", Tags: [{ Key: "until", Value: "noon" }] }],
      }),
    );
    const Resources = [rules[0]?.SecurityGroupRuleId ?? ""];
    expect(rules[0]?.Tags).toEqual([{ Key: "until", Value: "noon" }]);
    await ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key: "until", Value: "one" }] }));
    await ec2.send(new DeleteTagsCommand({ Resources, Tags: [{ Key: "until", Value: "noon" }] }));
    const tags = async () =>
      (await ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: Resources })))
        .SecurityGroupRules?.[0]?.Tags;
    expect(await tags()).toEqual([{ Key: "until", Value: "one" }]);
    await ec2.send(new DeleteTagsCommand({ Resources }));
    expect(await tags()).toEqual([]);
    const reserved = new CreateTagsCommand({ Resources, Tags: [{ Key: "aws:x", Value: "" }] });
    await expect(ec2.send(reserved)).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });
});

describe("an endpoint without single rules", () => {
  it("answers InvalidAction to all about them and still authorises and revokes by properties", async () => {
    await sandbox.stop();
    sandbox = await runningSandbox({ reduced: true });
    ec2 = sandbox.ec2();
    const group = await groupId("shop-ssh");
    const invalid = { name: "InvalidAction" };
    await expect(ec2.send(new DescribeSecurityGroupRulesCommand({}))).rejects.toMatchObject(invalid);
    const SecurityGroupRules = [{ SecurityGroupRuleId: "sgr-0123456789abcdef0" }];
    const modify = new ModifySecurityGroupRulesCommand({ GroupId: group, SecurityGroupRules });
    await expect(ec2.send(modify)).rejects.toMatchObject(invalid);
    const byId = new RevokeSecurityGroupIngressCommand({ GroupId: group, SecurityGroupRuleIds: ["sgr-0"] });
    await expect(ec2.send(byId)).rejects.toMatchObject(invalid);
    const added = await authorize(group, ssh("192.0.2.7/32", "laptop"));
    expect(added.Return).toBe(true);
    expect(added).not.toHaveProperty("SecurityGroupRules");
    const read = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [group] }));
    expect(read.SecurityGroups?.[0]?.IpPermissions).toMatchObject([
      { IpRanges: [{ CidrIp: "192.0.2.7/32", Description: "laptop" }] },
    ]);
    expect(await revoke(group, ssh("192.0.2.7/32"))).not.toHaveProperty("RevokedSecurityGroupRules");
  });
});
