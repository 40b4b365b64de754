/** Many doors of five accounts, on a sandbox and in a database: where cases 14, 30 and 33 are tried, by a thousand of each. */
import { createEc2Clients } from "#lib/adapters/ec2/ec2-clients.ts";
import { createEstateReader } from "#lib/adapters/ec2/estate-reader.ts";
import { sandboxAccess } from "#lib/adapters/ec2/sandbox-access.ts";
import { runningSandbox } from "#lib/sandbox/ec2/testing/running-sandbox.ts";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { createTestDatabase } from "#lib/testing/test-database.ts";
import { startWorker } from "#lib/testing/worker/worker-process.ts";
import { approveChange } from "#lib/usecases/approval/approve-change.ts";
import { observeScope } from "#lib/usecases/observation/observe-scope.ts";
import { startBenchCluster } from "./bench-cluster.ts";
import { doorsEstate, type OpenGrant, type Place, writeDoors, writeOpenGrants } from "./many-doors.ts";

export const ACCOUNTS = ["111122223333", "211122223333", "311122223333", "411122223333", "511122223333"];
export const REGION = "eu-central-1";
/** How many of each a long run tries (`npm run chaos -- --long`); 0 in `npm test`. */
export const LONG = Number(process.env.CHAOS_LONG ?? 0);

/** As a team would set them on a machine with much to do; EC2 accepts a request for a minute. */
const WORKER_TIMES = {
  APPLY_REQUEST_SECONDS: "20",
  APPLY_LEASE_SECONDS: "30",
  APPLY_REQUEST_LIFE_SECONDS: "60",
};

/** `open`: what is open already. `throttle`: with EC2's own buckets. */
export async function openDoors(places: readonly Place[], open: readonly OpenGrant[], throttle: boolean) {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    // Each of eight workers may hold 19 connections: more than the tests' own cluster gives.
    const cluster = LONG > 0 ? await startBenchCluster({ max_connections: "400" }) : undefined;
    if (cluster !== undefined) undo.push(cluster.close);
    const org = await createOrganisation(cluster && (await createTestDatabase(cluster.shared)));
    undo.push(org.close);
    const sandbox = await runningSandbox({ estate: doorsEstate(REGION, places, open), throttle });
    undo.push(sandbox.stop);
    const stacks = await writeDoors(org, places);
    await writeOpenGrants(org, stacks, open);
    const clients = createEc2Clients({
      access: (accountId) => sandboxAccess(accountId, sandbox.url),
      mayCall: (origin) => origin === sandbox.url,
      requestDeadlineMs: 20_000,
    });
    undo.push(async () => clients.close());
    for (const { id } of await org.owner.scope.findMany())
      await observeScope(org.worker, createEstateReader(clients), id, null);
    return {
      org,
      sandbox,
      stacks,
      clients,
      async startWorkers(count: number): Promise<void> {
        for (let number = 0; number < count; number += 1) {
          const worker = await startWorker({ org, sandbox }, WORKER_TIMES);
          undo.push(async () => {
            worker.kill("SIGKILL");
            await worker.ended;
          });
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Casey approves it as it is. */
export async function approveAsIs(org: Organisation, changeId: string): Promise<void> {
  const { pin } = await org.owner.changeRequest.findUniqueOrThrow({ where: { id: changeId } });
  const answer = await approveChange(org.deps, org.people.casey, { changeId, pin, comment: "" });
  if (!answer.ok) throw new Error(answer.problem.sentence);
}

export const journalled = (org: Organisation) =>
  org.owner.step.findMany({ include: { journal: { orderBy: { id: "asc" } } } });
