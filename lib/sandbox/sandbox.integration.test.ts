import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EXTERNAL_ID, OBSERVE_KEY, OBSERVE_ROLE, PROD_ADMIN_KEY } from "./estate/demo-access.ts";
import { FRANKFURT, GROUP, PROD, STAGING, VIRGINIA } from "./estate/demo-ids.ts";

let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sallyport-sandbox-"));
  children = [];
});

afterEach(async () => {
  for (const child of children) await end(child, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly details: Record<string, string>;
}

/** The process as the supervisor starts it: with a channel, over which it says where it is. */
async function start(args: readonly string[] = [], variables: Record<string, string> = {}): Promise<Started> {
  const child = fork(resolve("lib/sandbox/main.ts"), [...args], {
    // As it is started for real: without what vitest gives to Node.
    execArgv: [],
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      SALLYPORT_DATA: folder,
      SALLYPORT_URL: "http://localhost:3000",
      ...variables,
    },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  children.push(child);
  let complaint = "";
  child.stderr?.on("data", (chunk) => {
    complaint += chunk;
  });
  return new Promise((settle, reject) => {
    child.once("message", (message) => settle({ child, ...(message as Omit<Started, "child">) }));
    child.once("exit", (code) => reject(new Error(`exit ${code}: ${complaint}`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((settle) => {
    child.once("exit", (code) => settle(code));
    child.kill(signal);
  });
}

const observer = (endpoint: string | undefined, account: string, region: string): EC2Client =>
  new EC2Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    credentials: fromTemporaryCredentials({
      masterCredentials: { accessKeyId: OBSERVE_KEY.id, secretAccessKey: OBSERVE_KEY.secret },
      params: {
        RoleArn: `arn:aws:iam::${account}:role/${OBSERVE_ROLE}`,
        RoleSessionName: "sandbox-test",
        ExternalId: EXTERNAL_ID,
      },
      clientConfig: { region, ...(endpoint === undefined ? {} : { endpoint }) },
    }),
  });

const administrator = (endpoint: string | undefined): EC2Client =>
  new EC2Client({
    region: FRANKFURT,
    ...(endpoint === undefined ? {} : { endpoint }),
    credentials: { accessKeyId: PROD_ADMIN_KEY.id, secretAccessKey: PROD_ADMIN_KEY.secret },
  });

test("one process serves EC2, people and mail, and shows the demo estate to Sallyport's own role", async () => {
  const { details } = await start();
  expect(Object.keys(details).sort()).toEqual(
    ["clientId", "clientSecret", "demoModel", "ec2", "issuer", "mailbox", "people", "smtp"].sort(),
  );
  let groups = 0;
  for (const [account, region] of [
    [PROD, FRANKFURT],
    [PROD, VIRGINIA],
    [STAGING, FRANKFURT],
  ] as const) {
    const read = await observer(details.ec2, account, region).send(new DescribeSecurityGroupsCommand({}));
    groups += read.SecurityGroups?.length ?? 0;
  }
  expect(groups).toBeGreaterThanOrEqual(40);
  const discovery = await fetch(`${details.issuer}/.well-known/openid-configuration`);
  expect((await discovery.json()).issuer).toBe(details.issuer);
  expect(await (await fetch(`${details.mailbox}/messages`)).json()).toEqual([]);
  const model = JSON.parse(readFileSync(details.demoModel ?? "", "utf8"));
  expect(model.issuer).toBe(details.issuer);
  expect(model.stacks).toHaveLength(6);
});

test("addresses, secrets and what was changed on EC2 survive kill -9", async () => {
  const first = await start();
  await administrator(first.details.ec2).send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: GROUP.shopDoor,
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "203.0.113.7/32" }] },
      ],
    }),
  );
  await end(first.child, "SIGKILL");
  const second = await start();
  expect(second.details).toEqual(first.details);
  const read = await administrator(second.details.ec2).send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [GROUP.shopDoor] }] }),
  );
  expect(read.SecurityGroupRules?.map((rule) => rule.CidrIpv4)).toContain("203.0.113.7/32");
});

test("it ends when asked, and when its supervisor is lost", async () => {
  const asked = await start();
  expect(await end(asked.child, "SIGTERM")).toBe(0);
  const lost = await start();
  const ended = new Promise((settle) => lost.child.once("exit", settle));
  lost.child.disconnect();
  expect(await ended).toBe(0);
});

test("a taken port is one sentence that names the variable", async () => {
  const squatter = createServer().listen(0, "127.0.0.1");
  await new Promise((settle) => squatter.once("listening", settle));
  const port = String((squatter.address() as AddressInfo).port);
  try {
    await expect(start([], { SANDBOX_IDENTITY_PORT: port })).rejects.toThrow(
      `exit 78: The sandbox's identity port ${port} is taken by another program: stop that one, or set SANDBOX_IDENTITY_PORT.\n`,
    );
  } finally {
    squatter.close();
  }
});

test("reduced, it knows nothing of single rules", async () => {
  const { details } = await start(["--reduced"]);
  const ec2 = administrator(details.ec2);
  await expect(ec2.send(new DescribeSecurityGroupRulesCommand({}))).rejects.toMatchObject({
    name: "InvalidAction",
  });
  expect((await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups?.length).toBeGreaterThan(0);
});

test("loaded, it shows what was recorded, with a model without stacks", async () => {
  const recordings = join(folder, "recordings");
  mkdirSync(join(recordings, "acme", "eu-west-1"), { recursive: true });
  const group = {
    GroupId: "sg-11111111",
    GroupName: "web",
    OwnerId: "999988887777",
    IpPermissions: [],
    VpcId: "vpc-1",
  };
  writeFileSync(
    join(recordings, "acme", "eu-west-1", "groups.json"),
    JSON.stringify({ SecurityGroups: [group] }),
  );
  writeFileSync(
    join(recordings, "acme", "eu-west-1", "vpcs.json"),
    JSON.stringify({ Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" }] }),
  );
  const { details } = await start(["--load", recordings]);
  const read = await observer(details.ec2, "999988887777", "eu-west-1").send(
    new DescribeSecurityGroupsCommand({}),
  );
  expect(read.SecurityGroups?.map((each) => each.GroupName)).toContain("web");
  const model = JSON.parse(readFileSync(details.demoModel ?? "", "utf8"));
  expect(model.scopes).toEqual([{ accountId: "999988887777", accountName: "acme", region: "eu-west-1" }]);
  expect(model.stacks).toEqual([]);
  await expect(start(["--load", join(folder, "nothing-here")])).rejects.toThrow("nothing-here");
});
