import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  paginateDescribeSecurityGroups,
} from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningSandbox, runningSandbox } from "./testing/running-sandbox.ts";

let sandbox: RunningSandbox;
let ec2: EC2Client;

beforeEach(async () => {
  sandbox = await runningSandbox({ requestLifeMilliseconds: 2000 });
  ec2 = sandbox.ec2();
});
afterEach(() => sandbox.stop());

const vpcs = new DescribeVpcsCommand({});

const sshGroup = async () => {
  const filter = { Name: "group-name", Values: ["shop-ssh"] };
  const found = await ec2.send(new DescribeSecurityGroupsCommand({ Filters: [filter] }));
  return found.SecurityGroups?.[0];
};

const grant = (GroupId: string | undefined, address: string) =>
  new AuthorizeSecurityGroupIngressCommand({
    GroupId,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: `${address}/32` }] }],
  });

const ranges = async () => (await sshGroup())?.IpPermissions?.flatMap((one) => one.IpRanges ?? []) ?? [];

describe("faults", () => {
  it("answer an error at the k-th call of an action, once", async () => {
    await sandbox.fault({
      match: { action: "DescribeVpcs" },
      at: 2,
      effect: { kind: "error", code: "ExpiredToken" },
    });
    await ec2.send(vpcs);
    await expect(ec2.send(vpcs)).rejects.toMatchObject({ name: "ExpiredToken" });
    await ec2.send(vpcs);
  });

  it("throttle by a bucket of their own, with 503", async () => {
    await sandbox.fault({ match: {}, effect: { kind: "throttle", capacity: 2, refillPerSecond: 0 } });
    await ec2.send(vpcs);
    await ec2.send(vpcs);
    await expect(ec2.send(vpcs)).rejects.toMatchObject({
      name: "RequestLimitExceeded",
      $metadata: { httpStatusCode: 503 },
    });
    await sandbox.clearFaults();
    await ec2.send(vpcs);
  });

  it("drop the answer after the work was done, or the request before", async () => {
    const group = (await sshGroup())?.GroupId;
    await sandbox.fault({ match: { mutating: true }, effect: { kind: "drop", when: "after" } });
    await expect(ec2.send(grant(group, "192.0.2.1"))).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await ranges()).toHaveLength(1);
    await sandbox.fault({ match: { mutating: true }, effect: { kind: "drop", when: "before" } });
    await expect(ec2.send(grant(group, "192.0.2.2"))).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await ranges()).toHaveLength(1);
    const mutating = (await sandbox.requests()).filter((entry) => entry.mutating);
    expect(mutating).toMatchObject([
      { delivered: "dropped", code: "Success", effective: true },
      { delivered: "dropped", code: "NotDone", effective: false },
    ]);
  });

  it("hang for ever, with or without the work", async () => {
    const group = (await sshGroup())?.GroupId;
    for (const [when, count] of [
      ["before", 0],
      ["after", 1],
    ] as const) {
      await sandbox.fault({ match: { mutating: true }, effect: { kind: "hang", when } });
      const hung = ec2.send(grant(group, "192.0.2.1"), { abortSignal: AbortSignal.timeout(200) });
      await expect(hung).rejects.toMatchObject({ name: "AbortError" });
      expect(await ranges()).toHaveLength(count);
    }
  });

  it("deliver a request late, though its sender has gone; too late, it is refused", async () => {
    const group = (await sshGroup())?.GroupId;
    const late = async (address: string, milliseconds: number) => {
      await sandbox.fault({ match: { mutating: true }, effect: { kind: "delay", milliseconds } });
      const sent = ec2.send(grant(group, address), { abortSignal: AbortSignal.timeout(50) });
      await expect(sent).rejects.toMatchObject({ name: "AbortError" });
      expect(await ranges()).not.toContainEqual({ CidrIp: `${address}/32` });
    };
    await late("192.0.2.1", 400);
    await expect.poll(ranges, { timeout: 2000 }).toContainEqual({ CidrIp: "192.0.2.1/32" });
    await late("192.0.2.2", 3500);
    const codes = async () => (await sandbox.requests()).map((entry) => entry.code);
    await expect.poll(codes, { timeout: 6000 }).toContain("RequestExpired");
    expect(await ranges()).toHaveLength(1);
  }, 15_000);

  it("make reads lag behind writes", async () => {
    const group = (await sshGroup())?.GroupId;
    await sandbox.fault({ effect: { kind: "stale-reads", milliseconds: 600 } });
    await ec2.send(grant(group, "192.0.2.1"));
    expect(await ranges()).toHaveLength(0);
    await expect.poll(ranges, { timeout: 3000 }).toHaveLength(1);
  });

  it("fail the n-th page of an action", async () => {
    const page = { action: "DescribeSecurityGroups", page: 2 };
    await sandbox.fault({ match: page, effect: { kind: "error", code: "InternalError" } });
    const sizes: number[] = [];
    const readAll = async () => {
      for await (const one of paginateDescribeSecurityGroups({ client: ec2, pageSize: 5 }, {})) {
        sizes.push(one.SecurityGroups?.length ?? 0);
      }
    };
    await expect(readAll()).rejects.toMatchObject({
      name: "InternalError",
      $metadata: { httpStatusCode: 500 },
    });
    expect(sizes).toEqual([5]);
    await readAll();
  });

  it("are set from this machine's tools only, and only well formed", async () => {
    const foreign = { headers: { origin: "https://evil.example" } };
    expect((await fetch(`${sandbox.url}/_sandbox/state`, foreign)).status).toBe(403);
    const nonsense = { method: "POST", body: '{"effect":{"kind":"explode"}}' };
    expect((await fetch(`${sandbox.url}/_sandbox/faults`, nonsense)).status).toBe(400);
  });
});

describe("EC2's own throttle", () => {
  it("lets 50 unfiltered unpaged group reads through at once, and paged ones beside them", async () => {
    const bare = () => ec2.send(new DescribeSecurityGroupsCommand({}));
    const answers = await Promise.allSettled(Array.from({ length: 70 }, bare));
    const refused = answers.filter((answer) => answer.status === "rejected");
    expect(refused.length).toBeGreaterThan(5);
    expect(refused.map(({ reason }) => reason.name)).toContain("RequestLimitExceeded");
    await ec2.send(new DescribeSecurityGroupsCommand({ MaxResults: 5 }));
  });

  it("can be switched off", async () => {
    await sandbox.stop();
    sandbox = await runningSandbox({ throttle: false });
    const client = sandbox.ec2();
    await Promise.all(Array.from({ length: 70 }, () => client.send(new DescribeSecurityGroupsCommand({}))));
  });
});

describe("the request log", () => {
  it("tells each request's action, place, parameters and outcome, and keeps secrets out of the state", async () => {
    const group = (await sshGroup())?.GroupId;
    await ec2.send(grant(group, "192.0.2.1"));
    const entries = await sandbox.requests();
    expect(entries.map((entry) => entry.cursor)).toEqual([1, 2]);
    expect(entries[1]).toMatchObject({
      service: "ec2",
      action: "AuthorizeSecurityGroupIngress",
      account: "111122223333",
      region: "eu-central-1",
      mutating: true,
      effective: true,
      status: 200,
      code: "Success",
      delivered: "answered",
      parameters: { GroupId: group, IpPermissions: [{ IpRanges: [{ CidrIp: "192.0.2.1/32" }] }] },
    });
    const state = await (await fetch(`${sandbox.url}/_sandbox/state`)).text();
    expect(state).toContain(group);
    expect(state).not.toContain("an-admin-secret-of-the-sandbox");
  });
});
