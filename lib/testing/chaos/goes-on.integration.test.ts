/**
 * Other work goes on within 15 s of `kill -9` of anything: asking, approving, applying, looking, and telling people, on
 * the times that the product has by itself. With the long runs of chaos: it is about the clock, and wants a quiet machine.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateSecurityGroupCommand, EC2Client } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { poll } from "#lib/adapters/system/poll.ts";
import { PROD_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { VPC } from "#lib/sandbox/estate/demo-ids.ts";
import { type Mailbox, startMailbox } from "#lib/sandbox/mailbox/start-mailbox.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { type BenchCluster, startBenchCluster } from "./bench-cluster.ts";
import type { WebOperation } from "./web-operations.ts";
import { startWorld, type World } from "./world.ts";

const GOES_ON_WITHIN_MS = 15_000;
/** What came of it is told though it took longer. */
const PATIENCE_MS = 90_000;
/** Somebody who waits for a look presses the button again. */
const ASK_AGAIN_MS = 3_000;
/** As soon as a supervisor starts what has ended. */
const BACK_AFTER_MS = 250;
/** What the product does by itself, but for how often it looks. */
const USUAL = {
  WORKER_ROLES: "observe,apply,notify",
  OBSERVE_INTERVAL_SECONDS: "10",
  APPLY_LEASE_SECONDS: "30",
  APPLY_REQUEST_SECONDS: "20",
  APPLY_REQUEST_LIFE_SECONDS: "900",
  APPLY_READ_BACK_SECONDS: "30",
  APPLY_PAUSE_SECONDS: "2",
};

describe.skipIf(process.env.CHAOS_WHOLE === undefined)("kill -9 of anything", () => {
  let cluster: BenchCluster;
  let mailbox: Mailbox;
  let folder: string;
  let world: World;
  let otherStackId: string;
  let asked = 0;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "sallyport-goes-on-"));
    mailbox = await startMailbox({ dataFolder: folder, pagePort: 0, smtpPort: 0 });
    cluster = await startBenchCluster();
    world = await startWorld(cluster, { ofWorkers: { ...USUAL, SMTP_URL: mailbox.smtpUrl } });
    otherStackId = await makeOtherStack(world);
  }, 300_000);
  afterAll(async () => {
    await world?.close();
    await cluster?.close();
    await mailbox?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  /** Through whichever web answers, as somebody does who tries again. */
  async function through(operation: WebOperation, who: PersonActor, form: object): Promise<void> {
    asked += 1;
    const key = `goes-on-${asked}`;
    await poll(`${operation} to be answered`, PATIENCE_MS, async () => {
      for (const web of Object.values(world.webs)) {
        const answer = await web.ask({ operation, personId: who.personId, form, key });
        if (answer === null) continue;
        if (answer.refusal !== null) throw new Error(answer.refusal);
        return true;
      }
      return false;
    });
  }

  /** Access to a stack, asked for and approved: the id of its change. */
  async function askAndApprove(stackId: string): Promise<string> {
    const { mara, casey } = world.org.people;
    const reason = `goes on ${asked}`;
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    const source = `203.0.113.${asked + 1}`;
    await through("ask", mara, { stackId, source, attested: true, endsAt, reason, requestKey: null });
    const change = await world.org.owner.changeRequest.findFirstOrThrow({ where: { reason } });
    await through("approve", casey, { changeId: change.id, pin: change.pin });
    return change.id;
  }

  const since = async (began: number, done: Promise<unknown>): Promise<number> => {
    await done;
    return (performance.now() - began) / 1_000;
  };
  const when = (what: string, probe: () => Promise<boolean>) =>
    poll(what, PATIENCE_MS, () => probe().catch(() => false), 100);
  const letters = async (): Promise<number> => {
    const all: { subject: string }[] = await (await fetch(`${mailbox.url}/messages`)).json();
    return all.filter(({ subject }) => subject === "SSH to annex is open").length;
  };

  /** What each kind of work took to be done again, in seconds from now. */
  async function allGoesOn() {
    const began = performance.now();
    const moment = new Date();
    const { owner } = world.org;
    const told = await letters();
    const change = askAndApprove(otherStackId);
    const applied = change.then((id) =>
      when("other access to open", async () => {
        const { state } = await owner.changeRequest.findUniqueOrThrow({ where: { id } });
        return state === "applied";
      }),
    );
    let lookAskedAt = Number.NEGATIVE_INFINITY;
    const looked = when("a look that began since", async () => {
      if (performance.now() - lookAskedAt > ASK_AGAIN_MS) {
        lookAskedAt = performance.now();
        await through("look", world.org.people.casey, { scopeId: world.org.scope.id });
      }
      const where = { state: "complete", startedAt: { gt: moment } };
      return (await owner.observation.count({ where })) > 0;
    });
    const mailed = applied.then(() => when("mail about it", async () => (await letters()) > told));
    const [asking, applying, looking, telling] = await Promise.all(
      [change, applied, looked, mailed].map((done) => since(began, done)),
    );
    return { asking, applying, looking, telling };
  }

  const inWords = (took: Readonly<Record<string, number | undefined>>): string =>
    Object.entries(took)
      .map(([what, seconds]) => `${what} ${seconds?.toFixed(1)} s`)
      .join(", ");
  const inTime = (took: Readonly<Record<string, number | undefined>>): void => {
    for (const [what, seconds] of Object.entries(took))
      expect((seconds ?? Number.NaN) * 1_000, what).toBeLessThan(GOES_ON_WITHIN_MS);
  };

  it("of the worker that has a change in hand: the other one does all other work, while nobody brings it back", async ({
    task,
  }) => {
    await world.fault({
      match: { action: "AuthorizeSecurityGroupIngress" },
      times: 1,
      effect: { kind: "hang", when: "before" },
    });
    const inHand = await askAndApprove(world.org.stack.id);
    const pid = await poll("a worker to have it in hand", 30_000, async () => {
      const lease = await world.org.owner.lease.findFirst({ where: { key: `change/${inHand}` } });
      const open = await world.org.owner.journalEntry.count({ where: { step: { changeId: inHand } } });
      return open > 0 && Number(/:(\d+)\//.exec(lease?.holder ?? "")?.[1]);
    });
    const worker = Object.values(world.workers).find(({ child }) => child?.pid === pid);
    expect(worker).toBeDefined();
    await worker?.end("SIGKILL");
    // It may have died before its call: then nobody else's shall meet what was meant for that one.
    await world.clearFaults();
    const took = await allGoesOn();
    await worker?.start();
    Object.assign(task.meta, { proof: inWords(took) });
    inTime(took);
  }, 300_000);

  it.for(["web 1", "sandbox", "database"] as const)(
    "of the %s, which is started again at once",
    {
      timeout: 300_000,
    },
    async (victim, { task }) => {
      if (victim === "database") await cluster.kill();
      else await world.processes[victim].end("SIGKILL");
      const back = sleep(BACK_AFTER_MS).then(async () => {
        if (victim === "database") await cluster.start();
        else await world.processes[victim].start();
      });
      const took = await allGoesOn();
      await back;
      Object.assign(task.meta, { proof: inWords(took) });
      inTime(took);
    },
  );
});

/** Another stack of the shop's account, with a door of its own. */
async function makeOtherStack({ org, url, scope }: World): Promise<string> {
  const { id, secret } = PROD_ADMIN_KEY;
  const ec2 = new EC2Client({
    region: scope.region,
    endpoint: url,
    maxAttempts: 1,
    credentials: { accessKeyId: id, secretAccessKey: secret },
  });
  const request = { GroupName: "annex-door", Description: "A door", VpcId: VPC.shop };
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(request));
  ec2.destroy();
  const stack = await org.owner.stack.create({
    data: {
      name: "annex",
      scopeId: org.scope.id,
      vpcId: VPC.shop,
      teamId: org.team.id,
      patternId: org.pattern.id,
      yaml: "",
      bindings: [{ tier: "ssh-admin", primaryGroupId: GroupId ?? "", otherGroupIds: [] }],
      policy: {},
    },
  });
  const made = new Date();
  await poll("the new group to be seen", 60_000, async () => {
    const where = { state: "complete", startedAt: { gt: made } };
    return (await org.owner.observation.count({ where })) > 0;
  });
  return stack.id;
}
