import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Mailbox, startMailbox } from "#lib/sandbox/mailbox/start-mailbox.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { startWorker, type WorkerProcess } from "#lib/testing/worker/worker-process.ts";
import { loadObservation } from "#lib/usecases/observation/load-observation.ts";

vi.setConfig({ testTimeout: 120_000 });

let bench: Bench;
let folder: string;
let mailbox: Mailbox;
const running: WorkerProcess[] = [];

beforeAll(async () => {
  bench = await startBench();
  folder = mkdtempSync(path.join(tmpdir(), "sallyport-mail-"));
  mailbox = await startMailbox({ dataFolder: folder, pagePort: 0, smtpPort: 0 });
});
afterAll(async () => {
  for (const worker of running) {
    worker.kill("SIGKILL");
    await worker.ended;
  }
  await mailbox.close();
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (roles: string, over: Record<string, string> = {}): Promise<WorkerProcess> => {
  const worker = await startWorker(bench, { WORKER_ROLES: roles, ...over });
  running.push(worker);
  return worker;
};
const subjects = async (): Promise<readonly string[]> => {
  const letters: { subject: string }[] = await (await fetch(`${mailbox.url}/messages`)).json();
  return letters.map(({ subject }) => subject);
};
const soon = { timeout: 60_000, interval: 250 };

describe("the worker's roles, each in a process of its own", () => {
  it("observes without being asked", async () => {
    await start("observe");
    await expect.poll(() => loadObservation(bench.org.web, bench.org.scope.id), soon).not.toBeNull();
    expect(await bench.org.web.observation.findFirst({ where: { state: "complete" } })).toMatchObject({
      requestedBy: null,
    });
  });

  it("applies, observes what it did, sends mail before and after, and orders the log", async () => {
    await start("apply");
    // The notify role needs no EC2, and gets no way to one.
    await start("notify", { SMTP_URL: mailbox.smtpUrl, SANDBOX_EC2_URL: "" });
    const { change, grant } = await bench.askGrant(bench.org.people.mara, "192.0.2.200/32", 15);
    await bench.approve(change, bench.org.people.casey);
    await expect.poll(() => bench.changeState(change.id), soon).toBe("applied");
    await expect.poll(() => bench.grantState(grant.id), soon).toBe("ended");
    await expect
      .poll(subjects, soon)
      .toEqual(
        expect.arrayContaining([
          "SSH to shop is open",
          "SSH to shop ends soon",
          "SSH to shop has ended",
          `Change #${change.number} on shop was approved`,
        ]),
      );
    const unsent = () => bench.org.web.notice.count({ where: { sentAt: null } });
    await expect.poll(unsent, soon).toBe(0);
    expect(new Set(await subjects()).size).toBe((await subjects()).length);
    await expect.poll(() => bench.org.web.auditWaiting.count(), soon).toBe(0);
    const actions = await bench.org.web.auditEntry.findMany({ where: { grantId: grant.id } });
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["grant.opened", "grant.ending", "grant.ended"]),
    );
  });

  it("a mail server that is away loses nothing", async () => {
    const { receiver } = mailbox;
    const before = (await subjects()).length;
    await receiver.close();
    const notice = await bench.org.owner.notice.create({
      data: {
        personId: bench.org.people.mara.personId,
        kind: "grant-ended",
        dedupeKey: "a-test",
        subject: "Later",
        body: "It came all the same.",
      },
    });
    const tries = async () =>
      (await bench.org.web.notice.findUniqueOrThrow({ where: { id: notice.id } })).problem;
    await expect.poll(tries, soon).not.toBeNull();
    expect((await subjects()).length).toBe(before);
    const { sentAt, attempts, sendAfter } = await bench.org.web.notice.findUniqueOrThrow({
      where: { id: notice.id },
    });
    expect(sentAt).toBeNull();
    expect(attempts).toBe(1);
    expect(sendAfter.getTime()).toBeGreaterThan(Date.now());
  });

  it("does not start for real AWS on a database that the demo's people are known in", async () => {
    const { personId } = bench.org.people.casey;
    await bench.org.owner.identity.create({
      data: { issuer: "http://localhost:4000", subject: "casey", personId },
    });
    const real = {
      SALLYPORT_AWS: "real",
      OIDC_ISSUER: "https://issuer.example",
      SALLYPORT_ACCOUNTS_FILE: path.join(import.meta.dirname, "..", "testing", "worker", "accounts.yaml"),
    };
    await expect(start("notify", real)).rejects.toThrow("demo's people");
    await expect(start("apply", real)).rejects.toThrow("demo's people");
    await bench.org.owner.identity.deleteMany({ where: { subject: "casey" } });
  });

  it.each([
    ["real AWS without an issuer", { SALLYPORT_AWS: "real", SANDBOX_EC2_URL: "" }, "no identity provider"],
    [
      "real AWS with the demo's issuer",
      { SALLYPORT_AWS: "real", OIDC_ISSUER: "http://127.0.0.1:4000", SALLYPORT_ACCOUNTS_FILE: "/x" },
      "demo identity provider",
    ],
    ["accounts in the sandbox", { SALLYPORT_ACCOUNTS_FILE: "/x" }, "not real"],
    [
      "a fail-point on real accounts",
      {
        SALLYPORT_AWS: "real",
        OIDC_ISSUER: "https://issuer.example",
        SALLYPORT_ACCOUNTS_FILE: path.join(import.meta.dirname, "..", "testing", "worker", "accounts.yaml"),
        SALLYPORT_FAIL_POINT: "after-intent:1",
      },
      "SALLYPORT_FAIL_POINT",
    ],
  ])("does not start on %s", async (_, over, sentence) => {
    await expect(start("apply", over)).rejects.toThrow(sentence);
  });
});
