/** Everything that runs while chaos reigns: two webs, two workers, EC2 and PostgreSQL, each in processes of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createEc2Clients } from "#lib/adapters/ec2/ec2-clients.ts";
import { createEc2Gate } from "#lib/adapters/ec2/ec2-gate.ts";
import { createEstateReader } from "#lib/adapters/ec2/estate-reader.ts";
import { sandboxAccess } from "#lib/adapters/ec2/sandbox-access.ts";
import { keptSigningKey } from "#lib/adapters/signing/kept-signing-key.ts";
import { findFreePort } from "#lib/adapters/system/free-port.ts";
import { poll } from "#lib/adapters/system/poll.ts";
import { canonicalRules } from "#lib/core/group/canonical-rule.ts";
import type { FaultInput } from "#lib/sandbox/ec2/faults.ts";
import type { RequestEntry } from "#lib/sandbox/ec2/request-log.ts";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { createOrganisation } from "#lib/testing/organisation.ts";
import { createTestDatabase } from "#lib/testing/test-database.ts";
import { bindDemoShop } from "#lib/testing/worker/demo-shop.ts";
import { observeScope } from "#lib/usecases/observation/observe-scope.ts";
import type { BenchCluster } from "./bench-cluster.ts";
import { OwnProcess } from "./own-process.ts";
import { CLIENTS, type Client } from "./schedule.ts";
import { startTcpProxy } from "./tcp-proxy.ts";
import { Web } from "./web.ts";

/** Seconds, as the workers are told; short, so that what EC2 needs 15 minutes for happens within a run. */
export const TIMES = { lease: 3, request: 1, requestLife: 3, readBack: 1.5, pause: 0.1 } as const;

const SHOP_GROUPS = [GROUP.shopWeb, GROUP.shopApp, GROUP.shopDb, GROUP.shopDoor];

const through = (url: string, port: number): string => {
  const led = new URL(url);
  led.port = String(port);
  return led.href;
};

export interface WorldOptions {
  /** Further variables of the workers' environment. */
  readonly ofWorkers?: Readonly<Record<string, string>>;
  /** Both workers keep what they remember in one folder, as on a machine that runs two, or a shared volume. */
  readonly oneDataFolder?: boolean;
}

export async function startWorld(
  cluster: BenchCluster,
  { ofWorkers = {}, oneDataFolder = false }: WorldOptions = {},
) {
  const folder = mkdtempSync(path.join(tmpdir(), "sallyport-chaos-"));
  const database = await createTestDatabase(cluster.shared);
  const org = await createOrganisation(database);
  await bindDemoShop(org);
  const spare = [
    await org.addPerson("Passing", "cloud_admin"),
    await org.addPerson("Standing", "cloud_admin"),
  ];

  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const sandbox = new OwnProcess({
    name: "sandbox",
    module: "lib/testing/chaos/sandbox-process.ts",
    args: [path.join(folder, "ec2"), String(port), String(TIMES.requestLife * 1_000)],
  });
  const keyFile = path.join(folder, "signing-key");
  const { verifier } = keptSigningKey(keyFile, "localhost/sallyport", true);
  const clients = createEc2Clients({
    access: (accountId) => sandboxAccess(accountId, url),
    mayCall: (origin) => origin === url,
    requestDeadlineMs: 5_000,
  });

  const toDatabase = Object.fromEntries(
    await Promise.all(CLIENTS.map(async (name) => [name, await startTcpProxy(cluster.shared.port)] as const)),
  ) as Readonly<Record<Client, Awaited<ReturnType<typeof startTcpProxy>>>>;
  const dataOf = (name: Client) => path.join(folder, oneDataFolder ? "workers" : name.replace(" ", "-"));
  const checkpointsOf = (name: Client) => path.join(dataOf(name), "checkpoints.txt");
  const worker = (name: "worker 1" | "worker 2", roles: string) =>
    new OwnProcess({
      name,
      module: "lib/worker/main.ts",
      environment: {
        WORKER_DATABASE_URL: through(database.workerUrl, toDatabase[name].port),
        SANDBOX_EC2_URL: url,
        SALLYPORT_DATA: dataOf(name),
        SALLYPORT_SIGNING_KEY_FILE: keyFile,
        SALLYPORT_CHECKPOINT_SECONDS: "1",
        WORKER_ROLES: roles,
        OBSERVE_INTERVAL_SECONDS: "10",
        APPLY_LEASE_SECONDS: String(TIMES.lease),
        APPLY_REQUEST_SECONDS: String(TIMES.request),
        APPLY_REQUEST_LIFE_SECONDS: String(TIMES.requestLife),
        APPLY_READ_BACK_SECONDS: String(TIMES.readBack),
        APPLY_PAUSE_SECONDS: String(TIMES.pause),
        LOG_LEVEL: "info",
        ...ofWorkers,
      },
    });
  const web = (name: "web 1" | "web 2") =>
    new Web({ name, environment: { WEB_DATABASE_URL: through(database.webUrl, toDatabase[name].port) } });
  const workers = {
    "worker 1": worker("worker 1", "observe,apply"),
    "worker 2": worker("worker 2", "observe,apply"),
  };
  const webs = { "web 1": web("web 1"), "web 2": web("web 2") };
  const processes = { ...workers, ...webs, sandbox };
  const scope = { accountId: org.scope.accountId, region: org.scope.region };

  await sandbox.start();
  await observeScope(org.worker, createEstateReader(clients), org.scope.id, null);
  await Promise.all(
    [...Object.values(workers), ...Object.values(webs)].map(async (each) => {
      if (!(await each.start())) throw new Error(`${each.name} does not start: ${each.text}`);
    }),
  );
  // Drift is what changed since the first look was judged.
  await poll("the first look to be judged", 60_000, async () => (await org.worker.driftJudged.count()) > 0);

  const admin = (route: string, init?: RequestInit) =>
    fetch(`${url}/_sandbox/${route}`, { ...init, signal: AbortSignal.timeout(10_000) });
  return {
    org,
    cluster,
    spare,
    processes,
    workers,
    webs,
    toDatabase,
    clients,
    verifier,
    scope,
    url,
    checkpointFiles: [...new Set([checkpointsOf("worker 1"), checkpointsOf("worker 2")])],
    async fault(fault: FaultInput): Promise<void> {
      await admin("faults", { method: "POST", body: JSON.stringify(fault) });
    },
    async clearFaults(): Promise<void> {
      await admin("faults", { method: "DELETE" });
    },
    async requests(): Promise<readonly RequestEntry[]> {
      const body: { requests: RequestEntry[] } = await (await admin("requests")).json();
      return body.requests;
    },
    /** What the shop's groups let through, as EC2 says: `sg-... ingress tcp 22:22 198.51.100.7/32`. */
    async rules(): Promise<ReadonlySet<string>> {
      const session = await createEc2Gate(clients).open(scope);
      const groups = await session.readGroups(SHOP_GROUPS);
      return new Set(
        groups.flatMap(({ groupId, rules }) => canonicalRules(rules).map(({ key }) => `${groupId} ${key}`)),
      );
    },
    async close(): Promise<void> {
      clients.close();
      await Promise.all(Object.values(processes).map((each) => each.end("SIGKILL")));
      await Promise.all(Object.values(toDatabase).map((proxy) => proxy.close()));
      await cluster.start();
      await org.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;
