import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeInstancesCommand, DescribeSecurityGroupsCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRecordedEstate } from "./load-recorded.ts";
import { runningSandbox } from "./testing/running-sandbox.ts";
import { adminKey } from "./testing/small-estate.ts";

const access = () => ({ accessKeys: [{ ...adminKey, user: "admin", policy: "admin" as const }] });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "recorded-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function record(path: string, answers: object): Promise<void> {
  const target = join(folder, path);
  await mkdir(join(target, ".."), { recursive: true });
  await writeFile(target, JSON.stringify(answers));
}

describe("recorded describe-* answers", () => {
  it("become accounts by what the files hold, whatever they are called", async () => {
    const groups = [
      {
        GroupId: "sg-11111111",
        GroupName: "web",
        OwnerId: "999988887777",
        VpcId: "vpc-11111111",
        IpPermissions: [
          {
            IpProtocol: "tcp",
            FromPort: 443,
            ToPort: 443,
            IpRanges: [{ CidrIp: "10.1.2.3/8" }],
            UserIdGroupPairs: [{ GroupId: "sg-22222222" }],
          },
        ],
      },
      { GroupId: "sg-33333333", GroupName: "lost", OwnerId: "999988887777", VpcId: "vpc-00000000" },
    ];
    await record("shop/eu-west-1/ec2-describe-security-groups.json", { SecurityGroups: groups });
    await record("shop/eu-west-1/Vpcs.json", { Vpcs: [{ VpcId: "vpc-11111111", CidrBlock: "10.0.0.0/16" }] });
    await record("shop/eu-west-1/load-balancers.json", { LoadBalancers: [{ anything: true }] });
    const { estate, skipped } = await loadRecordedEstate(folder, access);
    expect(skipped).toEqual(["eu-west-1: sg-33333333 is in no network of this recording"]);
    const sandbox = await runningSandbox({ estate });
    try {
      const read = await sandbox
        .ec2(adminKey, "eu-west-1")
        .send(new DescribeSecurityGroupsCommand({ GroupIds: ["sg-11111111"] }));
      expect(read.SecurityGroups?.[0]).toMatchObject({
        OwnerId: "999988887777",
        IpPermissions: [
          { IpRanges: [{ CidrIp: "10.0.0.0/8" }], UserIdGroupPairs: [{ GroupId: "sg-22222222" }] },
        ],
        IpPermissionsEgress: [],
      });
    } finally {
      await sandbox.stop();
    }
  });

  it("are refused with the file's name when they are no such answers, or none are there", async () => {
    const empty = join(folder, "empty");
    await mkdir(empty);
    await expect(loadRecordedEstate(empty, access)).rejects.toThrow(/no recorded describe-\* answers/);
    const bad = join(folder, "bad");
    await mkdir(bad);
    await writeFile(join(bad, "groups.json"), '{"SecurityGroups":[{"GroupId":7}]}');
    await expect(loadRecordedEstate(bad, access)).rejects.toThrow(/groups\.json is not a describe-\* answer/);
  });
});

const shared = join(import.meta.dirname, "../../../../shared/data");
const accounts = ["cloudmapper-demo", "batfish-hybrid-cloud-aws"];

describe.skipIf(!existsSync(shared))("the accounts recorded in ../shared/data", () => {
  it.each(accounts)("%s loads whole and can be read back", async (name) => {
    const { estate, skipped } = await loadRecordedEstate(join(shared, name), access);
    expect(skipped).toEqual([]);
    const region = estate.accounts[0]?.regions[0];
    const sandbox = await runningSandbox({ estate });
    try {
      const ec2 = sandbox.ec2(adminKey, region?.name);
      const groups = await ec2.send(new DescribeSecurityGroupsCommand({}));
      const ids = groups.SecurityGroups?.map((group) => group.GroupId);
      expect(region?.groups?.length).toBeGreaterThan(7);
      for (const group of region?.groups ?? []) expect(ids).toContain(group.id);
      const { Reservations: reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
      expect(reservations).toHaveLength(region?.instances?.length ?? 0);
      const interfaces = reservations.map((one) => one.Instances?.[0]?.NetworkInterfaces?.length);
      expect(Math.min(...interfaces.map((count) => count ?? 0))).toBeGreaterThan(0);
    } finally {
      await sandbox.stop();
    }
  });
});

// Said only where it is so: the last lines of `npm test` name everything that is skipped.
if (!existsSync(shared)) {
  describe("the accounts recorded in ../shared/data", () => {
    it("are not on this machine", (test) =>
      test.skip("../shared/data is absent: recorded accounts are not tried"));
  });
}
