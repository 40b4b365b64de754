import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runningSandbox } from "./testing/running-sandbox.ts";
import { adminKey, home, production } from "./testing/small-estate.ts";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ec2-sandbox-"));
});
afterEach(() => rm(directory, { recursive: true }));

const sshGroup = async (ec2: EC2Client) => {
  const filter = { Name: "group-name", Values: ["shop-ssh"] };
  return (await ec2.send(new DescribeSecurityGroupsCommand({ Filters: [filter] }))).SecurityGroups?.[0];
};

const cidrs = async (ec2: EC2Client) =>
  (await sshGroup(ec2))?.IpPermissions?.flatMap((one) => one.IpRanges ?? []).map((range) => range.CidrIp) ??
  [];

const open = (GroupId: string | undefined, CidrIp: string) =>
  new AuthorizeSecurityGroupIngressCommand({
    GroupId,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp }] }],
  });

async function startProcess(): Promise<{ child: ChildProcess; ec2: EC2Client }> {
  const entry = join(import.meta.dirname, "testing/sandbox-process.ts");
  const child = spawn(process.execPath, [entry, directory], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(child.stdout ?? process.stdin, "data")) as [Buffer];
  const credentials = { accessKeyId: adminKey.id, secretAccessKey: adminKey.secret };
  const endpoint = line.toString().trim();
  return { child, ec2: new EC2Client({ region: home, endpoint, credentials, maxAttempts: 1 }) };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

describe("the sandbox's state", () => {
  it("keeps every answered call over kill -9, at any moment", async () => {
    const answered: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      const { child, ec2 } = await startProcess();
      expect(await cidrs(ec2)).toEqual(expect.arrayContaining(answered));
      const group = (await sshGroup(ec2))?.GroupId;
      const calls = Array.from({ length: 12 }, async (_, index) => {
        const cidr = `10.${round}.${index}.0/24`;
        const done = await ec2.send(open(group, cidr)).then(
          () => true,
          () => false,
        );
        if (done) answered.push(cidr);
        // Somewhere in the middle of them.
        if (answered.length >= round * 12 + 4 && child.exitCode === null) child.kill("SIGKILL");
      });
      await Promise.all(calls);
      await kill(child).catch(() => undefined);
      ec2.destroy();
    }
    expect(answered.length).toBeGreaterThanOrEqual(4);
    const { child, ec2 } = await startProcess();
    expect(await cidrs(ec2)).toEqual(expect.arrayContaining(answered));
    ec2.destroy();
    await kill(child);
  });

  it("goes on after a restart with its sessions, its request log and its cursor", async () => {
    const first = await runningSandbox({ dataDirectory: directory });
    const RoleArn = `arn:aws:iam::${production}:role/apply`;
    const { Credentials: given } = await first
      .sts()
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "kept" }));
    await first.stop();
    const second = await runningSandbox({ dataDirectory: directory });
    const key = {
      id: given?.AccessKeyId ?? "",
      secret: given?.SecretAccessKey ?? "",
      token: given?.SessionToken ?? "",
    };
    await second.ec2(key).send(new DescribeVpcsCommand({}));
    const entries = await second.requests();
    expect(entries.map((entry) => [entry.cursor, entry.action])).toEqual([
      [1, "AssumeRole"],
      [2, "DescribeVpcs"],
    ]);
    expect(JSON.stringify(entries)).not.toContain(key.secret);
    await second.stop();
  });

  it("passes over a torn last line of its journal: that call was never answered", async () => {
    const first = await runningSandbox({ dataDirectory: directory });
    await first.ec2().send(open((await sshGroup(first.ec2()))?.GroupId, "10.1.0.0/16"));
    await first.stop();
    const journal = (await readdir(directory)).find((name) => name.startsWith("journal-")) ?? "";
    appendFileSync(join(directory, journal), '[{"account":"111122223333","region":"eu-');
    const second = await runningSandbox({ dataDirectory: directory });
    expect(await cidrs(second.ec2())).toEqual(["10.1.0.0/16"]);
    await second.stop();
  });

  it("is the estate's again after a reset", async () => {
    const sandbox = await runningSandbox({ dataDirectory: directory });
    await sandbox.ec2().send(open((await sshGroup(sandbox.ec2()))?.GroupId, "10.1.0.0/16"));
    await fetch(`${sandbox.url}/_sandbox/reset`, { method: "POST" });
    expect(await cidrs(sandbox.ec2())).toEqual([]);
    await sandbox.stop();
  });
});
