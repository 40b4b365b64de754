import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, runningSandbox } from "./testing/running-sandbox.ts";
import { adminKey, home, production } from "./testing/small-estate.ts";

const run = promisify(execFile);

function hasCommandLine(): boolean {
  try {
    execFileSync("aws", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const isInstalled = hasCommandLine();

describe.skipIf(!isInstalled)("the aws command line", () => {
  let sandbox: RunningSandbox;

  beforeAll(async () => {
    sandbox = await runningSandbox();
  });
  afterAll(() => sandbox.stop());

  async function aws(...words: string[]) {
    const environment = {
      NODE_ENV: process.env.NODE_ENV,
      PATH: process.env.PATH,
      HOME: sandbox.directory,
      AWS_ACCESS_KEY_ID: adminKey.id,
      AWS_SECRET_ACCESS_KEY: adminKey.secret,
      AWS_DEFAULT_REGION: home,
      AWS_MAX_ATTEMPTS: "1",
      NO_PROXY: "127.0.0.1",
    };
    const { stdout } = await run("aws", ["--endpoint-url", sandbox.url, "--output", "json", ...words], {
      env: environment,
    });
    return stdout.trim() === "" ? undefined : JSON.parse(stdout);
  }

  it("opens SSH in a group, reads it back, tags it, and closes it again", async () => {
    const { SecurityGroups: groups } = await aws(
      ...["ec2", "describe-security-groups", "--filters", "Name=group-name,Values=shop-ssh"],
      ...["--query", "{SecurityGroups: SecurityGroups}"],
    );
    const group = ["--group-id", groups[0].GroupId];
    const ssh = ["--protocol", "tcp", "--port", "22", "--cidr", "203.0.113.9/24"];
    const added = await aws("ec2", "authorize-security-group-ingress", ...group, ...ssh);
    expect(added.SecurityGroupRules).toMatchObject([{ CidrIpv4: "203.0.113.0/24", FromPort: 22 }]);
    const id = added.SecurityGroupRules[0].SecurityGroupRuleId;
    const again = aws("ec2", "authorize-security-group-ingress", ...group, ...ssh);
    await expect(again).rejects.toThrow(/InvalidPermission\.Duplicate/);
    const gone = await aws("ec2", "revoke-security-group-ingress", ...group, ...ssh);
    expect(gone).toMatchObject({ Return: true, RevokedSecurityGroupRules: [{ SecurityGroupRuleId: id }] });
  });

  it.each([
    ["describe-vpcs", "Vpcs"],
    ["describe-network-interfaces", "NetworkInterfaces"],
    ["describe-instances", "Reservations"],
  ])("reads %s", async (command, key) => {
    expect((await aws("ec2", command))[key].length).toBeGreaterThan(0);
  });

  it("pages by itself, says who it is, and assumes a role", async () => {
    const paged = await aws("ec2", "describe-security-group-rules", "--page-size", "5");
    expect(paged.SecurityGroupRules.length).toBeGreaterThan(10);
    expect(await aws("sts", "get-caller-identity")).toMatchObject({ Account: production });
    const arn = `arn:aws:iam::${production}:role/observe`;
    const role = ["sts", "assume-role", "--role-arn", arn, "--role-session-name", "console"];
    expect((await aws(...role, "--external-id", "sallyport-1")).Credentials.AccessKeyId).toMatch(/^ASIA/);
    await expect(aws(...role)).rejects.toThrow(/AccessDenied/);
    await expect(aws("ec2", "describe-vpcs", "--dry-run")).rejects.toThrow(/DryRunOperation/);
    await expect(aws("ec2", "describe-key-pairs")).rejects.toThrow(/InvalidAction/);
  });
});

// Said only where it is so: the last lines of `npm test` name everything that is skipped.
if (!isInstalled) {
  describe("the aws command line", () => {
    it("is not on this machine", (test) =>
      test.skip("no `aws` command: the sandbox is tried by the SDK only"));
  });
}
