import { hostname } from "node:os";
import { createEc2Gate } from "#lib/adapters/ec2/ec2-gate.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import type { ApplyDeps } from "#lib/usecases/apply/apply-deps.ts";
import { changesToApply } from "#lib/usecases/apply/changes-to-apply.ts";
import { expireUnanswered } from "#lib/usecases/approval/expire-unanswered.ts";
import { endDueExceptions } from "#lib/usecases/exception/end-due-exceptions.ts";
import { alarmOverdue } from "#lib/usecases/expiry/alarm-overdue.ts";
import { type DueGrant, dueGrants } from "#lib/usecases/expiry/due-grants.ts";
import { endGoneGrants } from "#lib/usecases/expiry/end-gone-grants.ts";
import { endGrant } from "#lib/usecases/expiry/end-grant.ts";
import { worker } from "./actor.ts";
import { applyTimes } from "./apply-times.ts";
import { watchClock } from "./clock.ts";
import type { DatabaseWatch } from "./database-watch.ts";
import { failPointFrom } from "./fail-point.ts";
import { type Loop, startLoop } from "./loop.ts";
import { guardedGate } from "./may-change.ts";
import { Patience } from "./patience.ts";
import { ScopeLanes } from "./scope-lanes.ts";
import { spooledEnds } from "./spooled-ends.ts";
import type { WorkerParts } from "./worker-parts.ts";

/** Of one account and Region. */
const CHANGES_AT_ONCE = 4;
const GROUPS_AT_ONCE = 8;
const GRANTS_A_ROUND = 200;
const CHANGES_A_ROUND = 50;

/** Carries out what was approved, and ends what has run out. */
export function applyRole(parts: WorkerParts, { lookIfOther }: Pick<DatabaseWatch, "lookIfOther">) {
  const { db, queue, accounts, log, environment } = parts;
  let stopping = false;
  const clock = watchClock(db, log);
  const deps: ApplyDeps = {
    db,
    queue,
    actor: worker,
    ec2: guardedGate(createEc2Gate(accounts.clients), db, clock, lookIfOther),
    times: applyTimes(environment),
    worker: `${hostname()}:${process.pid}`,
    failPoint: failPointFrom(environment),
    stopping: () => stopping,
  };
  const spool = spooledEnds(parts, clock);
  const patience = new Patience();
  const inHand = new Set<string>();

  /** One change at a time by this process, however often it is asked for. */
  async function apply(changeId: string): Promise<void> {
    if (stopping || inHand.has(changeId)) return;
    inHand.add(changeId);
    try {
      const result = await applyChange(deps, changeId);
      log.info({ changeId, result }, "change");
      if (result.kind === "ended") patience.forget(changeId);
      else if (result.kind === "busy") patience.waitForTurn(changeId);
      else patience.wait(changeId);
    } catch (error) {
      patience.wait(changeId);
      log.error({ changeId, err: error }, "a change could not be carried out; it is tried again");
    } finally {
      inHand.delete(changeId);
    }
  }

  async function end(grant: DueGrant): Promise<void> {
    if (stopping || !patience.isDue(grant.id)) return;
    try {
      const result = await endGrant(deps, grant.id);
      log.info({ grantId: grant.id, endsAt: grant.endsAt, result }, "grant");
      const left = await db.grant.count({ where: { id: grant.id, state: "ending" } });
      if (left === 0) patience.forget(grant.id);
      else if (result.kind === "busy") patience.waitForTurn(grant.id);
      else patience.wait(grant.id);
    } catch (error) {
      patience.wait(grant.id);
      log.error({ grantId: grant.id, endsAt: grant.endsAt, err: error }, "a grant could not be ended");
      await spool.end(grant);
    }
  }

  const ending = new ScopeLanes(log, GROUPS_AT_ONCE);
  const applying = new ScopeLanes(log, CHANGES_AT_ONCE);

  /** Oldest first; grants of one group one after the other, since one lease covers them. */
  async function endDue(): Promise<void> {
    const due = await dueGrants(db, GRANTS_A_ROUND);
    for (const [scopeId, grants] of Map.groupBy(due, (grant) => grant.scopeId)) {
      const byGroup = [...Map.groupBy(grants, (grant) => grant.groupId).values()];
      ending.begin(scopeId, byGroup, async (ofOneGroup) => {
        for (const grant of ofOneGroup) await end(grant);
      });
    }
  }

  /** In their order; those of one stack one after the other, since they want the leases of its groups. */
  async function applyDue(): Promise<void> {
    const due = (await changesToApply(db, CHANGES_A_ROUND)).filter(({ id }) => patience.isDue(id));
    for (const [scopeId, changes] of Map.groupBy(due, (change) => change.scopeId ?? "")) {
      const byStack = [...Map.groupBy(changes, (change) => change.stackId ?? change.id).values()];
      applying.begin(scopeId, byStack, async (ofOneStack) => {
        for (const { id } of ofOneStack) await apply(id);
      });
    }
  }

  return {
    /** A job told of a change: it is seen to at once, where its account and Region are not busy already. */
    async applySoon(changeId: string): Promise<void> {
      patience.forget(changeId);
      await applyDue();
    },
    /** No step is begun any more; the one in hand is finished. */
    beginStopping(): void {
      stopping = true;
    },
    loops: (): Loop[] => [
      startLoop("grants that end", 1_000, log, endDue),
      startLoop("changes to apply", 1_000, log, applyDue),
      { stop: () => Promise.all([ending.idle(), applying.idle()]).then(() => undefined) },
      spool.loop(),
      startLoop("grants without a group", 15_000, log, () => endGoneGrants(deps)),
      startLoop("clock", 15_000, log, clock.compare),
      startLoop("exceptions that end", 5_000, log, () => endDueExceptions(db, worker)),
      startLoop("requests without answer", 5_000, log, () => expireUnanswered({ db }, worker)),
      startLoop("overdue alarm", 30_000, log, async () => {
        const { count, oldestEnd } = await alarmOverdue(db);
        if (count > 0) log.error({ count, oldestEnd }, "grants should have ended and have not");
      }),
    ],
  };
}
