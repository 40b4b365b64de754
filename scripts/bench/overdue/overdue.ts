/**
 * `npm run bench:overdue`: how long a worker that comes back after days takes to end everything that is overdue, within
 * EC2's own buckets, oldest first. `--grants N` for another number. Real PostgreSQL, a real worker process, and the sandbox
 * over the wire. Ends with 1 when it took longer than five minutes and longer than EC2's budget asks for.
 */
import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { CALL_BUCKETS } from "#lib/core/call-buckets.ts";
import { runningSandbox } from "#lib/sandbox/ec2/testing/running-sandbox.ts";
import { startBenchCluster } from "#lib/testing/chaos/bench-cluster.ts";
import { doorsEstate, placesOf, writeDoors, writeOpenGrants } from "#lib/testing/chaos/many-doors.ts";
import { createOrganisation } from "#lib/testing/organisation.ts";
import { createTestDatabase } from "#lib/testing/test-database.ts";
import { startWorker } from "#lib/testing/worker/worker-process.ts";

const { values } = parseArgs({ options: { grants: { type: "string", default: "1000" } } });
const count = Number(values.grants);
const FIVE_MINUTES = 300;
const DAY_MS = 86_400_000;

const cluster = await startBenchCluster();
const org = await createOrganisation(await createTestDatabase(cluster.shared));
const { accountId, region } = org.scope;
const places = placesOf([accountId], count);
// Ended over the last three days, the oldest first.
const grants = places.map((place, at) => ({
  ...place,
  endsAt: new Date(Date.now() - 3 * DAY_MS + Math.floor((at / count) * 2.9 * DAY_MS)),
}));
const sandbox = await runningSandbox({ estate: doorsEstate(region, places, grants), throttle: true });
try {
  await writeOpenGrants(org, await writeDoors(org, places), grants);
  const began = performance.now();
  const worker = await startWorker(
    { org, sandbox },
    { APPLY_REQUEST_SECONDS: "10", APPLY_LEASE_SECONDS: "30", APPLY_REQUEST_LIFE_SECONDS: "60" },
  );
  const left = () => org.owner.grant.count({ where: { state: { not: "ended" } } });
  for (let open = await left(); open > 0; open = await left()) {
    process.stderr.write(
      `\r${count - open} of ${count} after ${Math.round((performance.now() - began) / 1_000)} s `,
    );
    if (performance.now() - began > 20 * 60_000) throw new Error(worker.log().slice(-4_000));
    await sleep(1_000);
  }
  const seconds = (performance.now() - began) / 1_000;
  worker.kill("SIGTERM");
  await worker.ended;
  const asked = await sandbox.requests();
  const revokes = asked.filter(({ action }) => action === "RevokeSecurityGroupIngress");
  const order = revokes.map(({ parameters }) => ageOf(JSON.stringify(parameters)));
  const displaced = Math.max(...order.map((age, at) => Math.abs(age - at)));
  const { capacity, perSecond } = CALL_BUCKETS.mutations;
  const budget = Math.max(0, count - capacity) / perSecond;
  const throttled = asked.filter(({ code }) => code === "RequestLimitExceeded").length;
  const bar = Math.max(FIVE_MINUTES, budget * 1.1);
  process.stdout.write(
    `\n${count} overdue grants in ${new Set(grants.map(({ groupId }) => groupId)).size} groups were ended in ${seconds.toFixed(0)} s ` +
      `(EC2's budget alone asks for ${budget.toFixed(0)} s; the bar is ${bar.toFixed(0)} s). ${revokes.length} revocations, ` +
      `${asked.length} calls in all, ${throttled} throttled. Oldest first, none further than ${displaced} places from its turn. ` +
      `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${os.availableParallelism()} processors.\n`,
  );
  if (seconds > bar || revokes.length !== count) process.exitCode = 1;
} finally {
  await sandbox.stop();
  await org.close();
  await cluster.close();
}

/** Which of them, from 0, in the order in which they ended. */
function ageOf(parameters: string): number {
  const found = grants.findIndex(({ cidr }) => parameters.includes(`"${cidr}"`));
  if (found < 0) throw new Error(`Nobody's grant was revoked: ${parameters}`);
  return found;
}
