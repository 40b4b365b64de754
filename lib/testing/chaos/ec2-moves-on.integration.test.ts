/** What EC2 and others do to what was approved: cases 14, 20, 21 and 23 of the design's FAILURES.md. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { PROD_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { VPC } from "#lib/sandbox/estate/demo-ids.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { endGrant } from "#lib/usecases/expiry/end-grant.ts";
import { isSallyports } from "./oracles/calls.ts";

const APPLIERS = 8;
/** Longer than a worker takes from its look to its call, on a busy machine too. */
const LAG_MS = 3_000;

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
afterEach(() => bench.sandbox.clearFaults());

const sshFrom = (cidr: string): string => `ingress tcp 22:22 ${cidr}`;
const admin = () => bench.sandbox.ec2(PROD_ADMIN_KEY, bench.org.scope.region);
const callsFor = async (text: string) =>
  (await bench.mutations()).filter(
    (call) => isSallyports(call) && JSON.stringify(call.parameters).includes(text),
  );
const approvedGrant = async (cidr: string, groupId?: string) => {
  const asked = await bench.askGrant(bench.org.people.mara, cidr, 3_600, groupId);
  await bench.approve(asked.change, bench.org.people.casey);
  return asked;
};
const makeGroup = async (name: string, vpcId: string): Promise<string> => {
  const request = { GroupName: name, Description: "A door", VpcId: vpcId };
  const { GroupId } = await admin().send(new CreateSecurityGroupCommand(request));
  return GroupId ?? "";
};
/** Reads lag: for a while EC2 shows everything as it was at `moment`, and a little after. */
const showAsItWas = (moment: number) => {
  const milliseconds = Date.now() - moment;
  return bench.sandbox.fault({
    effect: { kind: "stale-reads", milliseconds },
    forMilliseconds: milliseconds,
  });
};
const timeIsOver = (grantId: string) => bench.org.owner.$executeRaw`
  UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
   WHERE id = ${grantId}::uuid`;
/** The shop's door is another group from now on. */
const moveDoor = (groupId: string, vpcId: string) =>
  bench.org.owner.stack.update({
    where: { id: bench.org.stack.id },
    data: { vpcId, bindings: [{ tier: "ssh-admin", primaryGroupId: groupId, otherGroupIds: [] }] },
  });

it("case 14: eight who pick the same changes at once make each call once", async () => {
  const cidrs = ["203.0.113.1/32", "203.0.113.2/32", "203.0.113.3/32"];
  const ids: string[] = [];
  for (const cidr of cidrs) ids.push((await approvedGrant(cidr)).change.id);
  await Promise.all(
    Array.from({ length: APPLIERS }, async (_, number) => {
      const deps = { ...bench.deps, worker: `applier ${number}` };
      for (const id of ids) {
        while ((await applyChange(deps, id)).kind !== "ended") await sleep(20 + 10 * number);
      }
    }),
  );
  for (const cidr of cidrs) expect(await callsFor(cidr)).toHaveLength(1);
  for (const id of ids) expect(await bench.changeState(id)).toBe("applied");
});

it("case 21: a rule that somebody else added in the last moment is taken for no work of ours", async () => {
  const cidr = "203.0.113.21/32";
  const { change, grant } = await approvedGrant(cidr);
  const before = Date.now();
  await sleep(LAG_MS);
  await bench.openByHand(cidr);
  await showAsItWas(before);
  await applyChange(bench.deps, change.id);
  expect(await callsFor(cidr)).toHaveLength(1);
  const [call] = await callsFor(cidr);
  expect(call).toMatchObject({ code: "InvalidPermission.Duplicate", effective: false });
  expect([await bench.changeState(change.id), await bench.grantState(grant.id)]).toEqual([
    "failed",
    "refused",
  ]);
  await bench.sandbox.clearFaults();
  expect(await bench.doorRules()).toContain(sshFrom(cidr));
});

it("case 20: a door that was deleted and made again under its name is another group: nothing is opened", async () => {
  const first = await makeGroup("shop-second-door", VPC.shop);
  await moveDoor(first, VPC.shop);
  const cidr = "203.0.113.20/32";
  const { change, grant } = await approvedGrant(cidr, first);
  await admin().send(new DeleteSecurityGroupCommand({ GroupId: first }));
  const second = await makeGroup("shop-second-door", VPC.shop);
  expect(second).not.toBe(first);
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  expect(await bench.changeState(change.id)).toMatch(/^(stale|failed)$/);
  expect(await bench.grantState(grant.id)).toBe("refused");
  expect(await callsFor(cidr)).toEqual([]);
});

it("case 23: a revoke in a default VPC that EC2 takes and that matches nothing is not called done", async () => {
  const { Vpcs = [] } = await admin().send(
    new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }),
  );
  const vpcId = Vpcs[0]?.VpcId ?? "";
  const groupId = await makeGroup("shop-old-door", vpcId);
  await moveDoor(groupId, vpcId);
  const cidr = "203.0.113.23/32";
  const { change, grant } = await approvedGrant(cidr, groupId);
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  expect(await bench.grantState(grant.id)).toBe("live");
  await timeIsOver(grant.id);
  const opened = Date.now();
  await sleep(LAG_MS);
  const peer = { kind: "ipv4", cidr } as const;
  await bench.removeRule(groupId, {
    direction: "ingress",
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    peer,
    description: null,
  });
  await showAsItWas(opened);
  await expect
    .poll(() => endGrant(bench.deps, grant.id).then(() => bench.grantState(grant.id)), { timeout: 20_000 })
    .toBe("ended");
  const revokes = (await callsFor(cidr)).filter(({ action }) => action.startsWith("Revoke"));
  expect(revokes.length).toBeGreaterThan(0);
  for (const revoke of revokes) expect(revoke).toMatchObject({ code: "Success", effective: false });
  const outcomes = await bench.org.owner.journalEntry.findMany({
    where: { kind: "outcome", step: { change: { kind: "expire" } } },
  });
  for (const { body } of outcomes) {
    expect(body).toMatchObject({ kind: "refused", code: "UnknownIpPermissions" });
  }
});
