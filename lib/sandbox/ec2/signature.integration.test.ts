import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, runningSandbox } from "./testing/running-sandbox.ts";
import { adminKey, partner, partnerKey, production, readKey, revokeKey } from "./testing/small-estate.ts";

let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await runningSandbox();
});
afterAll(() => sandbox.stop());

const whoAmI = new GetCallerIdentityCommand({});
const vpcs = new DescribeVpcsCommand({});

const assume = (RoleArn: string, ExternalId?: string, key = adminKey) =>
  sandbox.sts(key).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test-session", ExternalId }));

const role = (name: string) => `arn:aws:iam::${production}:role/${name}`;

async function assumed(name: string, externalId?: string) {
  const { Credentials: given } = await assume(role(name), externalId);
  return {
    id: given?.AccessKeyId ?? "",
    secret: given?.SecretAccessKey ?? "",
    token: given?.SessionToken ?? "",
  };
}

describe("signatures", () => {
  it("accepts the right key and tells whose it is", async () => {
    await expect(sandbox.sts().send(whoAmI)).resolves.toMatchObject({
      Account: production,
      Arn: `arn:aws:iam::${production}:user/admin`,
    });
  });

  it("refuses a wrong secret, an unknown key and an unknown Region on EC2 as AuthFailure, 401", async () => {
    const refused = { name: "AuthFailure", $metadata: { httpStatusCode: 401 } };
    await expect(sandbox.ec2({ ...adminKey, secret: "wrong" }).send(vpcs)).rejects.toMatchObject(refused);
    await expect(sandbox.ec2({ id: "AKIANOBODYNOBODYNOBO", secret: "x" }).send(vpcs)).rejects.toMatchObject(
      refused,
    );
    await expect(sandbox.ec2(adminKey, "ap-south-1").send(vpcs)).rejects.toMatchObject(refused);
  });

  it("tells them apart on STS", async () => {
    const wrong = sandbox.sts({ ...adminKey, secret: "wrong" }).send(whoAmI);
    await expect(wrong).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
    const unknown = sandbox.sts({ id: "AKIANOBODYNOBODYNOBO", secret: "x" }).send(whoAmI);
    await expect(unknown).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });

  it("refuses an unsigned request and one changed after signing", async () => {
    const unsigned = await fetch(sandbox.url, {
      method: "POST",
      body: "Action=DescribeVpcs&Version=2016-11-15",
    });
    expect(unsigned.status).toBe(403);
    expect(await unsigned.text()).toContain("<Code>MissingAuthenticationToken</Code>");
    const client = sandbox.ec2();
    client.middlewareStack.add(
      (next) => (step) => {
        const request = step.request as { body: string };
        return next({
          ...step,
          request: Object.assign(request, { body: request.body.replace("2016-11-15", "2016-11-16") }),
        });
      },
      { step: "finalizeRequest", priority: "low" },
    );
    await expect(client.send(vpcs)).rejects.toMatchObject({ name: "AuthFailure" });
  });

  it("refuses a request stamped sixteen minutes ago as RequestExpired", async () => {
    const late = sandbox.ec2();
    late.config.systemClockOffset = -16 * 60 * 1000;
    await expect(late.send(vpcs)).rejects.toMatchObject({ name: "RequestExpired" });
    const inTime = sandbox.ec2();
    inTime.config.systemClockOffset = -14 * 60 * 1000;
    await expect(inTime.send(vpcs)).resolves.toBeDefined();
  });

  it("answers an unknown action with InvalidAction as XML", async () => {
    const client = sandbox.ec2();
    const { DescribeKeyPairsCommand } = await import("@aws-sdk/client-ec2");
    await expect(client.send(new DescribeKeyPairsCommand({}))).rejects.toMatchObject({
      name: "InvalidAction",
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });
});

describe("roles", () => {
  it("are assumed with the external id they ask for, and not without", async () => {
    const key = await assumed("observe", "sallyport-1");
    await expect(sandbox.sts(key).send(whoAmI)).resolves.toMatchObject({
      Arn: `arn:aws:sts::${production}:assumed-role/observe/test-session`,
    });
    await expect(assume(role("observe"))).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(assume(role("observe"), "another")).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(assume(role("no-such-role"))).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("are assumed across accounts by whom they trust", async () => {
    await expect(assume(role("observe"), "sallyport-1", partnerKey)).rejects.toMatchObject({
      name: "AccessDenied",
    });
    await expect(assume(role("apply"), undefined, partnerKey)).resolves.toBeDefined();
    expect((await sandbox.sts(partnerKey).send(whoAmI)).Account).toBe(partner);
  });

  it("need their token with every request", async () => {
    const { id, secret } = await assumed("apply");
    await expect(sandbox.sts({ id, secret, token: "forged" }).send(whoAmI)).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
    await expect(sandbox.ec2({ id, secret }).send(vpcs)).rejects.toMatchObject({ name: "AuthFailure" });
  });
});

describe("policies", () => {
  const ssh = [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "192.0.2.1/32" }] }];
  const groupId = async () => {
    const filter = { Name: "group-name", Values: ["shop-ssh"] };
    const found = await sandbox.ec2().send(new DescribeSecurityGroupsCommand({ Filters: [filter] }));
    return found.SecurityGroups?.[0]?.GroupId;
  };

  it("let a reader read and answer UnauthorizedOperation when it writes, DryRun or not", async () => {
    const GroupId = await groupId();
    await expect(sandbox.ec2(readKey).send(vpcs)).resolves.toBeDefined();
    for (const DryRun of [false, true]) {
      const write = new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: ssh, DryRun });
      await expect(sandbox.ec2(readKey).send(write)).rejects.toMatchObject({
        name: "UnauthorizedOperation",
        $metadata: { httpStatusCode: 403 },
      });
    }
  });

  it("let a sweeper revoke and nothing else", async () => {
    const GroupId = await groupId();
    await sandbox
      .ec2(await assumed("apply"))
      .send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: ssh }));
    const sweeper = sandbox.ec2(revokeKey);
    const write = new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: ssh });
    await expect(sweeper.send(write)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
    await expect(
      sweeper.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: ssh })),
    ).resolves.toMatchObject({ Return: true });
  });
});
