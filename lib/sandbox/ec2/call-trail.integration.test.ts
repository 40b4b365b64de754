import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from "@aws-sdk/client-cloudtrail";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningSandbox, runningSandbox } from "./testing/running-sandbox.ts";
import { adminKey, home } from "./testing/small-estate.ts";

const LATE_MS = 1_500;
let sandbox: RunningSandbox;
let trail: CloudTrailClient;
beforeAll(async () => {
  sandbox = await runningSandbox({ trailDelayMilliseconds: LATE_MS });
  trail = new CloudTrailClient({
    region: home,
    endpoint: sandbox.url,
    maxAttempts: 1,
    credentials: { accessKeyId: adminKey.id, secretAccessKey: adminKey.secret },
  });
});
afterAll(async () => {
  trail.destroy();
  await sandbox.stop();
});

const lookUp = (input: LookupEventsCommandInput = {}) => trail.send(new LookupEventsCommand(input));

it("tells an unmodified SDK client who changed a group, late, newest first and in pages", async () => {
  const ec2 = sandbox.ec2();
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  const VpcId = Vpcs?.[0]?.VpcId;
  const made = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: "watched", Description: "watched", VpcId }),
  );
  const GroupId = made.GroupId ?? "";
  for (const host of [1, 2, 3]) {
    const IpRanges = [{ CidrIp: `192.0.2.${host}/32` }];
    const IpPermissions = [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges }];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  }
  const attribute = { AttributeKey: "ResourceName" as const, AttributeValue: GroupId };
  const asked = { LookupAttributes: [attribute], MaxResults: 2 };
  expect((await lookUp(asked)).Events).toEqual([]);
  await expect
    .poll(async () => (await lookUp({ LookupAttributes: [attribute] })).Events?.length, { timeout: 5_000 })
    .toBe(3);

  const first = await lookUp(asked);
  const second = await lookUp({ ...asked, NextToken: first.NextToken });
  expect([first.Events?.length, second.Events?.length, second.NextToken]).toEqual([2, 1, undefined]);
  const newest = JSON.parse(first.Events?.[0]?.CloudTrailEvent ?? "");
  expect(newest).toMatchObject({
    eventName: "AuthorizeSecurityGroupIngress",
    eventSource: "ec2.amazonaws.com",
    requestParameters: {
      groupId: GroupId,
      ipPermissions: { items: [{ ipProtocol: "tcp", ipRanges: { items: [{ cidrIp: "192.0.2.3/32" }] } }] },
    },
  });
  expect(newest.userAgent).toContain("aws-sdk-js");
  const before = new Date(Date.now() - 3_600_000);
  expect((await lookUp({ StartTime: before, EndTime: before })).Events).toEqual([]);
});

it("refuses what CloudTrail refuses", async () => {
  const attribute = { AttributeKey: "ResourceName" as const, AttributeValue: "x" };
  await expect(lookUp({ LookupAttributes: [attribute, attribute] })).rejects.toMatchObject({
    name: "InvalidLookupAttributesException",
  });
});
