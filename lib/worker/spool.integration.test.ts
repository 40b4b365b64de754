import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { UpdateSecurityGroupRuleDescriptionsIngressCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { spoolFolder } from "#lib/adapters/system/spool-folder.ts";
import { PROD_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { type Bench, QUICK, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { findDrift } from "#lib/usecases/drift/find-drift.ts";
import { endGrant } from "#lib/usecases/expiry/end-grant.ts";
import { readInSpool } from "#lib/usecases/expiry/read-in-spool.ts";
import { createLog } from "./log.ts";
import { spooledEnds } from "./spooled-ends.ts";

let bench: Bench;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "sallyport-spool-"));
  bench = await startBench({
    times: { ...QUICK, requestMs: 15_000, leaseMs: 30_000, sendWithinMs: 15_000 },
  });
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});

const closeLog = () =>
  bench.org.owner.$executeRaw`REVOKE EXECUTE ON FUNCTION append_audit_entry FROM sallyport_worker`;
const openLog = () =>
  bench.org.owner.$executeRaw`GRANT EXECUTE ON FUNCTION append_audit_entry TO sallyport_worker`;

/** A grant that is open, and over by the database's word and by EC2's. */
async function overdue(cidr: string) {
  const { change, grant } = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
  await bench.approve(change, bench.org.people.casey);
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  const Description = `sallyport grant ${grant.number} until 2026-01-01T00:00Z`;
  const IpPermissions = [
    { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: cidr, Description }] },
  ];
  await bench.sandbox
    .ec2(PROD_ADMIN_KEY, bench.org.scope.region)
    .send(new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId: grant.groupId, IpPermissions }));
  await bench.org.owner.$executeRaw`
    UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 minute'
     WHERE id = ${grant.id}::uuid`;
  return { id: grant.id, groupId: grant.groupId, scopeId: bench.org.scope.id, endsAt: new Date(0) };
}
const ends = (data = folder) => {
  const environment = {
    SALLYPORT_DATA: data,
    SALLYPORT_AWS: "sandbox",
    SANDBOX_EC2_URL: bench.sandbox.url,
    LOOPBACK_ENDPOINTS: [],
    APPLY_REQUEST_SECONDS: 15,
  } as unknown as Parameters<typeof spooledEnds>[0]["environment"];
  const parts = { ...bench.deps, environment, log: createLog("silent") };
  const clock = { skewMs: () => 0, compare: async () => undefined };
  return spooledEnds(parts as unknown as Parameters<typeof spooledEnds>[0], clock);
};
const spooled = () =>
  spoolFolder(path.join(folder, "spool"))
    .waiting()
    .flatMap(({ text }) =>
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
const door = (cidr: string) => `ingress tcp 22:22 ${cidr}`;

it("revokes what is overdue while the log takes nothing, announced on disk first, and nothing else", async () => {
  const [over, live] = [
    await overdue("192.0.2.41/32"),
    await bench.askGrant(bench.org.people.mara, "192.0.2.42/32", 3_600),
  ];
  await bench.approve(live.change, bench.org.people.casey);
  await applyChange(bench.deps, live.change.id);
  const before = (await bench.mutations()).length;
  // While the log takes entries, nothing is done this way.
  await ends().end(over);
  expect((await bench.mutations()).length).toBe(before);

  await closeLog();
  await expect(endGrant(bench.deps, over.id)).rejects.toThrow();
  // No spool, no call: its folder is a file.
  const other = mkdtempSync(path.join(tmpdir(), "sallyport-no-spool-"));
  writeFileSync(path.join(other, "spool"), "");
  await ends(other).end(over);
  rmSync(other, { recursive: true });
  expect((await bench.mutations()).length).toBe(before);
  expect(await bench.doorRules()).toContain(door("192.0.2.41/32"));

  await ends().end(over);
  await ends().end({ ...over, id: live.grant.id });
  expect((await bench.mutations()).length).toBe(before + 1);
  const rules = await bench.doorRules();
  expect(rules).not.toContain(door("192.0.2.41/32"));
  expect(rules).toContain(door("192.0.2.42/32"));
  expect(spooled().map(({ kind, code }) => `${kind} ${code}`)).toEqual([
    "intent ",
    "outcome Success",
    "read revoked",
  ]);
  // It is not said to have ended by whom cannot say so.
  expect(await bench.grantState(over.id)).toBe("live");
});

it("is read into the log once it takes entries, and the grant then ends without a call", async () => {
  const [file] = spoolFolder(path.join(folder, "spool")).waiting();
  if (file === undefined) throw new Error("There is no spool.");
  await expect(readInSpool(bench.org.worker, bench.deps.actor, file)).rejects.toThrow();
  await openLog();
  expect(await readInSpool(bench.org.worker, bench.deps.actor, file)).toEqual({ lines: 3, broken: false });
  expect(await readInSpool(bench.org.worker, bench.deps.actor, file)).toEqual({ lines: 0, broken: false });
  const entries = await bench.org.owner.auditEntry.findMany({ where: { action: "spool.read-in" } });
  const [line] = await bench.org.owner.spoolLine.findMany({ orderBy: { writtenAt: "asc" } });
  expect(entries.map(({ actor }) => actor)).toEqual(["worker", "worker", "worker"]);
  const before = (await bench.mutations()).length;
  const grantId = entries[0]?.grantId ?? "";
  expect(line?.body).toMatchObject({ kind: "intent", grantId });
  expect(await endGrant(bench.deps, grantId)).toEqual({ kind: "ended" });
  expect(await bench.grantState(grantId)).toBe("ended");
  expect((await bench.mutations()).length).toBe(before);
});

it("is no change of somebody else's", async () => {
  await bench.observe();
  await findDrift(bench.org.worker, bench.deps.actor, bench.org.scope.id);
  const over = await overdue("192.0.2.43/32");
  await bench.observe();
  expect(await findDrift(bench.org.worker, bench.deps.actor, bench.org.scope.id)).toBe(0);
  await closeLog();
  await ends().end(over);
  await openLog();
  for (const file of spoolFolder(path.join(folder, "spool")).waiting())
    await readInSpool(bench.org.worker, bench.deps.actor, file);
  await bench.observe();
  expect(await findDrift(bench.org.worker, bench.deps.actor, bench.org.scope.id)).toBe(0);
  expect(await bench.doorRules()).not.toContain(door("192.0.2.43/32"));
});

it("says so when a spool cannot be trusted", async () => {
  const spool = path.join(folder, "spool");
  const [name = ""] = readdirSync(spool);
  const text = readFileSync(path.join(spool, name), "utf8").replace(/192\.0\.2\.4\d/, "192.0.2.99");
  expect(await readInSpool(bench.org.worker, bench.deps.actor, { name, text })).toMatchObject({
    broken: true,
  });
  expect(await bench.org.owner.auditEntry.count({ where: { action: "spool.broken" } })).toBe(1);
  expect(await bench.org.owner.notice.count({ where: { subject: { contains: "cannot be trusted" } } })).toBe(
    2,
  );
  await expect(bench.org.worker.$executeRaw`DELETE FROM spool_line`).rejects.toThrow();
});
