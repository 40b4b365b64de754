import { type ExecFileException, execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UpdateSecurityGroupRuleDescriptionsIngressCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PROD_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { operatorActor } from "#lib/testing/organisation.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { reportSweep } from "#lib/usecases/expiry/report-sweep.ts";
import type { SweptRule } from "#lib/usecases/expiry/sweep.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

/** The real program, which is given no database. */
function runSweep(...words: string[]): Promise<{ code: number; lines: SweptRule[]; problems: string }> {
  const { accountId, region } = bench.org.scope;
  const { promise, resolve } = Promise.withResolvers<{
    code: number;
    lines: SweptRule[];
    problems: string;
  }>();
  execFile(
    process.execPath,
    [path.join(import.meta.dirname, "sweep-main.ts"), `${accountId}/${region}`, ...words],
    { env: { NODE_ENV: "production", PATH: process.env.PATH, SANDBOX_EC2_URL: bench.sandbox.url } },
    (error: ExecFileException | null, stdout, problems) => {
      const lines = stdout.trim() === "" ? [] : stdout.trim().split("\n");
      resolve({ code: Number(error?.code ?? 0), lines: lines.map((line) => JSON.parse(line)), problems });
    },
  );
  return promise;
}

it("revokes what is over by EC2's own word, and nothing else, without the database", async () => {
  for (const host of [31, 32]) {
    const asked = await bench.askGrant(bench.org.people.mara, `192.0.2.${host}/32`, 3_600);
    await bench.approve(asked.change, bench.org.people.casey);
    expect(await applyChange(bench.deps, asked.change.id)).toEqual({ kind: "ended" });
  }
  // The tag still says in an hour: the earlier of the two counts.
  const IpRanges = [{ CidrIp: "192.0.2.32/32", Description: "sallyport grant 2 until 2026-01-01T00:00Z" }];
  await bench.sandbox.ec2(PROD_ADMIN_KEY, bench.org.scope.region).send(
    new UpdateSecurityGroupRuleDescriptionsIngressCommand({
      GroupId: GROUP.shopDoor,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges }],
    }),
  );
  const before = await bench.doorRules();

  const trial = await runSweep("--dry-run");
  expect(trial).toMatchObject({ code: 0, lines: [{ groupId: GROUP.shopDoor, outcome: "would-revoke" }] });
  expect(await bench.doorRules()).toEqual(before);

  const swept = await runSweep();
  expect(swept).toMatchObject({
    code: 0,
    lines: [{ rule: "ingress tcp 22:22 192.0.2.32/32", outcome: "revoked", code: "Success" }],
  });
  expect(await bench.doorRules()).toEqual(before.filter((key) => !key.endsWith("192.0.2.32/32")));
  expect((await runSweep()).lines).toEqual([]);

  // What it printed is taken into the log, as reported, each line once; and is nobody else's change.
  const printed = [...trial.lines, ...swept.lines].map((line) => JSON.stringify(line)).join("\n");
  const report = (text: string) => reportSweep(bench.org.owner, operatorActor, text);
  expect(await report(`${printed}\n{"at":"now"}`)).toMatchObject({ ok: false });
  expect(await report(printed)).toEqual({ ok: true, value: { taken: 1, passedOver: 1 } });
  expect(await report(printed)).toEqual({ ok: true, value: { taken: 0, passedOver: 2 } });
  const entries = await bench.org.owner.auditEntry.findMany({ where: { action: "sweep.reported" } });
  expect(entries).toMatchObject([{ actor: "operator", groupId: GROUP.shopDoor }]);
});

/** Two grants' rules whose end, by what they say on EC2, is long over. */
async function overdueRules(hosts: readonly number[]): Promise<void> {
  for (const host of hosts) {
    const asked = await bench.askGrant(bench.org.people.mara, `192.0.2.${host}/32`, 3_600);
    await bench.approve(asked.change, bench.org.people.casey);
    expect(await applyChange(bench.deps, asked.change.id)).toEqual({ kind: "ended" });
    const Description = `sallyport grant 9 until 2026-01-01T00:${host}Z`;
    const IpRanges = [{ CidrIp: `192.0.2.${host}/32`, Description }];
    await bench.sandbox.ec2(PROD_ADMIN_KEY, bench.org.scope.region).send(
      new UpdateSecurityGroupRuleDescriptionsIngressCommand({
        GroupId: GROUP.shopDoor,
        IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges }],
      }),
    );
  }
}

it("waits for EC2 to show what it took away", async () => {
  await overdueRules([41]);
  await bench.sandbox.fault({ effect: { kind: "stale-reads", milliseconds: 1_500 } });
  // What was just made is not shown at once either.
  await sleep(2_000);
  const swept = await runSweep();
  await bench.sandbox.clearFaults();
  expect(swept).toMatchObject({ code: 0, lines: [{ outcome: "revoked", code: "Success" }] });
});

it("says of a rule that could not be read back that it is unknown, and goes on with the next", async () => {
  await overdueRules([42, 43]);
  // The first is the listing.
  await bench.sandbox.fault({
    match: { action: "DescribeSecurityGroups" },
    at: 2,
    effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
  });
  const { code, lines } = await runSweep();
  expect(lines).toMatchObject([
    { rule: "ingress tcp 22:22 192.0.2.42/32", outcome: "unknown", code: "Success" },
    { rule: "ingress tcp 22:22 192.0.2.43/32", outcome: "revoked" },
  ]);
  expect(lines[0]?.message).toContain("UnauthorizedOperation");
  expect(code).toBe(1);
  expect((await bench.doorRules()).filter((key) => /192\.0\.2\.4[23]/.test(key))).toEqual([]);

  const printed = lines.map((line) => JSON.stringify(line)).join("\n");
  expect(await reportSweep(bench.org.owner, operatorActor, printed)).toMatchObject({ value: { taken: 2 } });
  const entries = await bench.org.owner.auditEntry.findMany({
    where: { action: "sweep.reported" },
    include: { personal: true },
  });
  const told = entries.flatMap(({ personal }) => personal.map(({ clear }) => clear));
  expect(told.filter((text) => text?.includes('"outcome":"unknown"'))).toHaveLength(1);
});

it("does not wait for a call that was refused", async () => {
  await overdueRules([44]);
  await bench.sandbox.fault({
    match: { action: "RevokeSecurityGroupIngress" },
    effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
  });
  expect(await runSweep()).toMatchObject({
    code: 1,
    lines: [{ outcome: "still-there", code: "UnauthorizedOperation" }],
  });
});

it("says so, and ends with 1, where EC2 cannot be read", async () => {
  await bench.sandbox.fault({
    match: { action: "DescribeSecurityGroups" },
    effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
    times: 9,
  });
  const { code, lines, problems } = await runSweep();
  expect(code).toBe(1);
  expect(lines).toEqual([]);
  expect(problems).toContain("UnauthorizedOperation");
});
