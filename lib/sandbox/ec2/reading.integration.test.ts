import {
  DescribeInstancesCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSecurityGroupVpcAssociationsCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  GetManagedPrefixListEntriesCommand,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroupRules,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, runningSandbox } from "./testing/running-sandbox.ts";
import { adminKey, home, partner, production } from "./testing/small-estate.ts";

let sandbox: RunningSandbox;
let ec2: EC2Client;

beforeAll(async () => {
  sandbox = await runningSandbox();
  ec2 = sandbox.ec2();
});
afterAll(() => sandbox.stop());

const groupNamed = async (name: string) => {
  const { SecurityGroups: groups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: [name] }] }),
  );
  const [group] = groups;
  if (group?.GroupId === undefined) throw new Error(`no group ${name}`);
  return { ...group, GroupId: group.GroupId };
};

describe("reading by the unmodified SDK", () => {
  it("lists the enabled Regions only", async () => {
    const { Regions: regions = [] } = await ec2.send(new DescribeRegionsCommand({}));
    expect(regions.map((region) => region.RegionName)).toEqual([home, "us-east-1"]);
  });

  it("lists VPCs, subnets and peerings with their CIDRs, owners and tags", async () => {
    const { Vpcs: vpcs = [] } = await ec2.send(
      new DescribeVpcsCommand({ Filters: [{ Name: "tag:Name", Values: ["shop"] }] }),
    );
    expect(vpcs).toMatchObject([
      {
        OwnerId: production,
        CidrBlock: "10.20.0.0/16",
        IsDefault: false,
        Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: "2001:db8:20::/56" }],
      },
    ]);
    const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    expect(subnets.map((subnet) => subnet.CidrBlock).sort()).toEqual(["10.20.1.0/24", "172.31.0.0/20"]);
    const { VpcPeeringConnections: peerings } = await ec2.send(new DescribeVpcPeeringConnectionsCommand({}));
    expect(peerings).toMatchObject([
      {
        Status: { Code: "active" },
        RequesterVpcInfo: { VpcId: vpcs[0]?.VpcId, OwnerId: production },
        AccepterVpcInfo: { OwnerId: partner, CidrBlock: "10.40.0.0/16" },
      },
    ]);
  });

  it("gives every VPC its default group: everything in from itself, everything out", async () => {
    const { SecurityGroups: groups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: ["default"] }] }),
    );
    expect(groups).toHaveLength(3);
    for (const group of groups) {
      expect(group.IpPermissions).toMatchObject([
        { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: group.GroupId, UserId: production }] },
      ]);
      expect(group.IpPermissions?.[0]).not.toHaveProperty("FromPort");
    }
  });

  it("gathers rules of one traffic into one permission and keeps hostile text as it is", async () => {
    const group = await groupNamed("shop-web");
    expect(group.IpPermissions).toMatchObject([
      {
        FromPort: 443,
        ToPort: 443,
        IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "customers" }],
        Ipv6Ranges: [{ CidrIpv6: "::/0" }],
        UserIdGroupPairs: [],
      },
      { FromPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    ]);
    expect(group.Tags).toContainEqual({ Key: "Note", Value: 'a <b>"bold"</b> & \u202eright-to-left' });
  });

  it("shows a reference across a peering with its VPC and status, and one to a deleted group without account", async () => {
    const group = await groupNamed("shop-db");
    const pairs = group.IpPermissions?.[0]?.UserIdGroupPairs ?? [];
    expect(pairs).toHaveLength(3);
    expect(pairs[1]).toMatchObject({ UserId: partner, PeeringStatus: "active" });
    expect(pairs[1]?.VpcPeeringConnectionId).toMatch(/^pcx-/);
    expect(pairs[2]).toEqual({ GroupId: "sg-0deadbeefdeadbeef", Description: "gone" });
  });

  it("shows single rules with owner, ports of -1 under protocol -1, and one peer each", async () => {
    const group = await groupNamed("shop-web");
    const { SecurityGroupRules: rules = [] } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [group.GroupId] }] }),
    );
    expect(rules).toHaveLength(5);
    const outward = rules.filter((rule) => rule.IsEgress);
    expect(outward).toMatchObject([
      { GroupOwnerId: production, IpProtocol: "-1", FromPort: -1, ToPort: -1 },
      { IpProtocol: "-1" },
    ]);
  });

  it("pages with real tokens, and refuses a token of another question", async () => {
    const pages: number[] = [];
    const seen = new Set<string>();
    for await (const page of paginateDescribeSecurityGroupRules({ client: ec2, pageSize: 5 }, {})) {
      pages.push(page.SecurityGroupRules?.length ?? 0);
      for (const rule of page.SecurityGroupRules ?? []) seen.add(rule.SecurityGroupRuleId ?? "");
    }
    const all = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
    expect(all.NextToken).toBeUndefined();
    expect(seen.size).toBe(all.SecurityGroupRules?.length);
    expect(pages.slice(0, -1).every((size) => size === 5)).toBe(true);
    const first = await ec2.send(new DescribeSecurityGroupsCommand({ MaxResults: 5 }));
    const stolen = ec2.send(
      new DescribeSecurityGroupsCommand({
        MaxResults: 5,
        NextToken: first.NextToken,
        Filters: [{ Name: "vpc-id", Values: ["*"] }],
      }),
    );
    await expect(stolen).rejects.toMatchObject({ name: "InvalidPaginationToken" });
  });

  it.each([
    [{ MaxResults: 4 }, "InvalidParameterValue"],
    [{ MaxResults: 1001 }, "InvalidParameterValue"],
    [{ GroupIds: ["sg-0123456789abcdef0"] }, "InvalidGroup.NotFound"],
    [{ GroupIds: ["not-a-group"] }, "InvalidGroupId.Malformed"],
    [{ Filters: [{ Name: "colour", Values: ["red"] }] }, "InvalidParameterValue"],
  ])("refuses %j with %s", async (input, code) => {
    await expect(ec2.send(new DescribeSecurityGroupsCommand(input))).rejects.toMatchObject({ name: code });
  });

  it("lists interfaces and instances with their groups", async () => {
    const web = await groupNamed("shop-web");
    const { NetworkInterfaces: interfaces = [] } = await ec2.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "group-id", Values: [web.GroupId] }] }),
    );
    expect(interfaces).toHaveLength(2);
    expect(interfaces.find((item) => item.RequesterManaged)).toMatchObject({
      RequesterId: "amazon-elb",
      Attachment: { InstanceOwnerId: "amazon-elb" },
    });
    const { Reservations: reservations } = await ec2.send(new DescribeInstancesCommand({}));
    expect(reservations).toMatchObject([
      {
        Instances: [
          {
            PrivateIpAddress: "10.20.1.10",
            State: { Code: 16, Name: "running" },
            SecurityGroups: [{ GroupName: "shop-web" }, { GroupName: "shop-ssh" }],
            NetworkInterfaces: [{ Attachment: { DeviceIndex: 0 } }],
          },
        ],
      },
    ]);
  });

  it("lists prefix lists and their entries, without a maximum for AWS's own", async () => {
    const { PrefixLists: lists = [] } = await ec2.send(new DescribeManagedPrefixListsCommand({}));
    const offices = lists.find((list) => list.PrefixListName === "offices");
    expect(offices).toMatchObject({ AddressFamily: "IPv4", MaxEntries: 20, Version: 1, OwnerId: production });
    expect(lists.find((list) => list.OwnerId === "AWS")).not.toHaveProperty("MaxEntries");
    const { Entries: entries } = await ec2.send(
      new GetManagedPrefixListEntriesCommand({ PrefixListId: offices?.PrefixListId }),
    );
    expect(entries).toEqual([{ Cidr: "198.51.100.0/24", Description: "Berlin" }]);
    await expect(ec2.send(new DescribeSecurityGroupVpcAssociationsCommand({}))).resolves.toMatchObject({
      SecurityGroupVpcAssociations: [],
    });
  });
});

describe("a large account", () => {
  it("refuses an unpaged and unfiltered look at its interfaces, and pages through them all", async () => {
    const addresses = Array.from({ length: 1001 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
    const large = await runningSandbox({
      estate: {
        accounts: [
          {
            id: production,
            name: "large",
            accessKeys: [{ ...adminKey, user: "admin", policy: "admin" }],
            regions: [
              {
                name: home,
                vpcs: [{ name: "wide", cidrs: ["10.0.0.0/16"] }],
                subnets: [{ name: "one", vpc: "wide", zone: `${home}a`, cidr: "10.0.0.0/16" }],
                interfaces: addresses.map((address) => ({
                  name: address,
                  subnet: "one",
                  addresses: [address],
                })),
              },
            ],
          },
        ],
      },
    });
    const client = large.ec2();
    const unpaged = client.send(new DescribeNetworkInterfacesCommand({}));
    await expect(unpaged).rejects.toMatchObject({ name: "OperationNotPermitted" });
    const seen = new Set<string | undefined>();
    for await (const page of paginateDescribeNetworkInterfaces({ client, pageSize: 300 }, {})) {
      for (const item of page.NetworkInterfaces ?? []) seen.add(item.PrivateIpAddress);
    }
    expect(seen).toEqual(new Set(addresses));
    const both = new DescribeNetworkInterfacesCommand({
      MaxResults: 5,
      NetworkInterfaceIds: ["eni-00000000"],
    });
    await expect(client.send(both)).rejects.toMatchObject({ name: "InvalidParameterCombination" });
    await large.stop();
  });
});
