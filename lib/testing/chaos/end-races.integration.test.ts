/**
 * Case 33 of the design's FAILURES.md at its full size: `npm run chaos -- --long`. One race is in every `npm test`, in
 * `lib/worker/apply.integration.test.ts`.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createEc2Gate } from "#lib/adapters/ec2/ec2-gate.ts";
import { canonicalRules } from "#lib/core/group/canonical-rule.ts";
import { workerActor } from "#lib/testing/organisation.ts";
import { QUICK } from "#lib/testing/worker/bench.ts";
import { extendGrant } from "#lib/usecases/access/extend-grant.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import type { ApplyDeps } from "#lib/usecases/apply/apply-deps.ts";
import { endGrant } from "#lib/usecases/expiry/end-grant.ts";
import { type Place, placesOf } from "./many-doors.ts";
import { ACCOUNTS, approveAsIs, LONG, openDoors, REGION } from "./open-doors.ts";

type Doors = Awaited<ReturnType<typeof openDoors>>;

/** Races that run side by side. */
const LANES = 8;
const HOUR_MS = 3_600_000;
const UNDER_WAY = ["approved", "applying", "unknown"];

/** One worker carries out a longer end, and another ends the grant, at once: what the grant is in the end. */
async function race({ org, clients }: Doors, grantId: string): Promise<string> {
  const deps = (worker: string): ApplyDeps => ({
    db: org.worker,
    queue: org.queue,
    actor: workerActor,
    ec2: createEc2Gate(clients),
    times: QUICK,
    worker,
    failPoint: () => undefined,
    stopping: () => false,
  });
  const asked = await extendGrant(org.deps, org.people.mara, {
    grantId,
    endsAt: new Date(Date.now() + 9 * HOUR_MS),
    reason: "Not done yet",
    requestKey: null,
  });
  if (!asked.ok) throw new Error(asked.problem.sentence);
  const { id } = asked.value;
  await approveAsIs(org, id);
  await org.owner.$executeRaw`
    UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 s'
     WHERE id = ${grantId}::uuid`;
  for (;;) {
    await Promise.all([applyChange(deps("extender"), id), endGrant(deps("ender"), grantId)]);
    const change = await org.owner.changeRequest.findUniqueOrThrow({ where: { id } });
    const grant = await org.owner.grant.findUniqueOrThrow({ where: { id: grantId } });
    if (!UNDER_WAY.includes(change.state) && grant.state !== "ending") {
      expect([change.state, grant.state]).toBeOneOf([
        ["applied", "live"],
        ["failed", "ended"],
      ]);
      return grant.state;
    }
    await sleep(50);
  }
}

/** What EC2 lets in by the doors. */
async function openRules({ clients }: Doors, places: readonly Place[]): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  for (const [accountId, ofAccount] of Map.groupBy(places, (place) => place.accountId)) {
    const session = await createEc2Gate(clients).open({ accountId, region: REGION });
    const groups = await session.readGroups([...new Set(ofAccount.map(({ groupId }) => groupId))]);
    for (const { groupId, rules } of groups) {
      for (const { key, direction } of canonicalRules(rules))
        if (direction === "ingress") open.add(`${groupId} ${key}`);
    }
  }
  return open;
}

it.runIf(LONG > 0)(
  `case 33: in ${LONG} races of an extension and an end one order wins, and no rule is without a live grant`,
  async ({ task }) => {
    const places = placesOf(ACCOUNTS, LONG);
    const open = places.map((place) => ({ ...place, endsAt: new Date(Date.now() + 8 * HOUR_MS) }));
    const doors = await openDoors(places, open, false);
    try {
      const { owner } = doors.org;
      const grants = await owner.grant.findMany({ orderBy: { number: "asc" }, select: { id: true } });
      const next = grants.values();
      const ends: string[] = [];
      await Promise.all(
        Array.from({ length: LANES }, async () => {
          for (const { id } of next) ends.push(await race(doors, id));
        }),
      );
      const live = await owner.grant.findMany({ where: { state: "live" } });
      expect(await openRules(doors, places)).toEqual(
        new Set(live.map(({ groupId, peer }) => `${groupId} ingress tcp 22:22 ${peer}`)),
      );
      expect(ends).toHaveLength(LONG);
      Object.assign(task.meta, {
        proof: `the extension won ${live.length} times, the end ${LONG - live.length} times`,
      });
    } finally {
      await doors.close();
    }
  },
  3_600_000,
);
