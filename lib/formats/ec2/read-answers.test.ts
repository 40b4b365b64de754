import { expect, test } from "vitest";
import { readGroup } from "./read-group.ts";
import { readInstances } from "./read-instances.ts";
import { readInterface } from "./read-interface.ts";
import { readPeering, readSubnet, readVpc } from "./read-network.ts";
import { readPrefixList } from "./read-prefix-list.ts";
import { readRule } from "./read-rule.ts";

const group = {
  GroupId: "sg-0a",
  GroupName: "shop-web",
  Description: "web",
  OwnerId: "111111111111",
  VpcId: "vpc-1",
  IpPermissions: [
    {
      IpProtocol: "tcp",
      FromPort: 22,
      ToPort: 22,
      IpRanges: [{ CidrIp: "203.0.113.0/24", Description: "office" }, { CidrIp: "192.0.2.4/32" }],
      Ipv6Ranges: [{ CidrIpv6: "2001:db8::/64" }],
      PrefixListIds: [{ PrefixListId: "pl-1" }],
      UserIdGroupPairs: [{ GroupId: "sg-0b", UserId: "222222222222", PeeringStatus: "active" }],
    },
  ],
  IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
};

test("the group form becomes one rule for each source, without ids", () => {
  const read = readGroup(group, "own", ["vpc-3", "vpc-2"]);
  expect(read).toMatchObject({ groupId: "sg-0a", rulesKnown: true, associatedVpcIds: ["vpc-2", "vpc-3"] });
  expect(read.rules).toHaveLength(6);
  expect(read.rules.find((rule) => rule.direction === "egress")).toEqual({
    ruleId: null,
    direction: "egress",
    protocol: "-1",
    fromPort: null,
    toPort: null,
    peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
    description: null,
    tags: {},
  });
  expect(read.rules.find((rule) => rule.peer.kind === "group")?.peer).toEqual({
    kind: "group",
    groupId: "sg-0b",
    ownerId: "222222222222",
    peeringStatus: "active",
  });
});

test("another order of the same answer reads the same", () => {
  const turned = {
    ...group,
    IpPermissions: group.IpPermissions.map((permission) => ({
      ...permission,
      IpRanges: permission.IpRanges.toReversed(),
    })),
  };
  expect(readGroup(turned, "own")).toEqual(readGroup(group, "own"));
});

test("unread rules are unknown, never none", () => {
  expect(readGroup(group, null)).toMatchObject({ rules: [], rulesKnown: false });
});

test("both forms say the same ports", () => {
  const { rule } = readRule({
    SecurityGroupRuleId: "sgr-1",
    GroupId: "sg-0a",
    IsEgress: true,
    IpProtocol: "-1",
    FromPort: -1,
    ToPort: -1,
    CidrIpv4: "0.0.0.0/0",
    Tags: [{ Key: "k", Value: "v" }],
  });
  expect(rule).toMatchObject({ ruleId: "sgr-1", fromPort: null, toPort: null, tags: { k: "v" } });
  const ping = readRule({
    SecurityGroupRuleId: "sgr-2",
    GroupId: "sg-0a",
    IsEgress: false,
    IpProtocol: "icmp",
    FromPort: 8,
    ToPort: -1,
    CidrIpv4: "10.0.0.0/8",
  });
  expect(ping.rule).toMatchObject({ fromPort: 8, toPort: -1 });
});

test("a rule of a shape nobody knows is refused", () => {
  expect(() =>
    readRule({ SecurityGroupRuleId: "sgr-1", GroupId: "sg-0a", IsEgress: false, IpProtocol: "tcp" }),
  ).toThrow("names no peer");
});

test("an interface keeps every private address and delegated prefix", () => {
  const read = readInterface({
    NetworkInterfaceId: "eni-1",
    VpcId: "vpc-1",
    SubnetId: "subnet-1",
    Groups: [{ GroupId: "sg-0b" }, { GroupId: "sg-0a" }],
    PrivateIpAddress: "10.0.0.4",
    PrivateIpAddresses: [
      { PrivateIpAddress: "10.0.0.4", Association: { PublicIp: "198.51.100.7" } },
      { PrivateIpAddress: "10.0.0.5" },
    ],
    Ipv4Prefixes: [{ Ipv4Prefix: "10.0.1.0/28" }],
    Ipv6Addresses: [{ Ipv6Address: "2001:db8::4" }],
    Attachment: { InstanceId: "i-1", DeviceIndex: 0 },
    Status: "in-use",
  });
  expect(read.groupIds).toEqual(["sg-0b", "sg-0a"]);
  expect(read.privateCidrs).toEqual(["10.0.0.4/32", "10.0.0.5/32", "10.0.1.0/28", "2001:db8::4/128"]);
  expect(read).toMatchObject({ publicAddresses: ["198.51.100.7"], deviceIndex: 0, instanceId: "i-1" });
});

test("networks, instances and prefix lists", () => {
  expect(
    readVpc({
      VpcId: "vpc-1",
      CidrBlock: "10.0.0.0/16",
      CidrBlockAssociationSet: [
        { CidrBlock: "10.0.0.0/16", CidrBlockState: { State: "associated" } },
        { CidrBlock: "10.9.0.0/16", CidrBlockState: { State: "disassociated" } },
      ],
    }).ipv4Cidrs,
  ).toEqual(["10.0.0.0/16"]);
  expect(readSubnet({ SubnetId: "subnet-1", VpcId: "vpc-1", CidrBlock: "10.0.0.0/24" }).ipv4Cidr).toBe(
    "10.0.0.0/24",
  );
  expect(readPeering({ VpcPeeringConnectionId: "pcx-1", Status: { Code: "active" } }).status).toBe("active");
  expect(readInstances({ Instances: [{ InstanceId: "i-1", State: { Name: "running" } }] })[0]).toMatchObject({
    instanceId: "i-1",
    state: "running",
  });
  expect(
    readPrefixList({ PrefixListId: "pl-1", AddressFamily: "IPv4", OwnerId: "AWS", Version: 3 }, null),
  ).toMatchObject({ version: null, entries: null });
});
