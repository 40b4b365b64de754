import { expect, it } from "vitest";
import { asffBatchSchema } from "#lib/formats/asff/asff-schema.ts";
import { runCommand } from "../../run-command.ts";
import type { Surroundings } from "../../surroundings.ts";

const around = (groups: object): Surroundings => ({
  readInput: () => Promise.resolve(Buffer.from(JSON.stringify(groups))),
  environment: {},
  terminal: null,
  now: "2026-03-01T12:00:00.000Z",
});

const group = (more: object) => ({
  SecurityGroups: [
    {
      GroupId: "sg-0123456789abcdef0",
      GroupName: "bastion",
      VpcId: "vpc-0123456789abcdef0",
      Description: "",
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
      IpPermissionsEgress: [],
      ...more,
    },
  ],
});

it("prints batches that Security Hub takes", async () => {
  const ended = await runCommand(
    ["check", "--format", "asff", "--region", "eu-central-1", "-"],
    around(group({ OwnerId: "111122223333" })),
  );
  expect(ended.problems).toBe("");
  const [line = "", ...more] = ended.output.trimEnd().split("\n");
  expect(more).toEqual([]);
  const { Findings } = asffBatchSchema.parse(JSON.parse(line));
  expect(Findings.map(({ GeneratorId }) => GeneratorId)).toContain("sallyport/world-open-admin-port");
  expect(ended.code).toBe(1);
});

it("makes no account and no Region up", async () => {
  const ended = await runCommand(["check", "--format", "asff", "-"], around(group({})));
  expect(ended).toMatchObject({ output: "", code: 2 });
  expect(ended.problems).toContain("--region");
});
