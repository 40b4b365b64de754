/** Case 30 of the design's FAILURES.md. A few here; a thousand by `npm run chaos -- --long`. */
import { expect, it } from "vitest";
import { CALL_BUCKETS } from "#lib/core/call-buckets.ts";
import type { RequestEntry } from "#lib/sandbox/ec2/request-log.ts";
import { placesOf } from "./many-doors.ts";
import { ACCOUNTS, journalled, LONG, openDoors } from "./open-doors.ts";
import { callOnEc2 } from "./oracles/calls.ts";
import { journalOracle } from "./oracles/journal-oracle.ts";

const isLong = LONG > 0;
const ENDS = isLong ? LONG : 15;
/** From the first end to the last. */
const WITHIN_MS = isLong ? 60_000 : 1_000;
/** Until the first end: so long everything takes to begin. */
const AHEAD_MS = isLong ? 60_000 : 0;
/** Calls may reach EC2 a little later than the budget let them through. */
const OVERTAKEN = 3;

const timeOf = ({ time }: RequestEntry): number => new Date(time).getTime();
const targetOf = (request: RequestEntry): string => callOnEc2(request)?.target ?? "";

/** The most calls of one account that any stretch of time saw beyond what Sallyport's budget gives in it. */
function beyondBudget(calls: readonly RequestEntry[]): number {
  const { capacity, perSecond } = CALL_BUCKETS.mutations;
  const times = calls.map(timeOf).sort((one, other) => one - other);
  return Math.max(
    ...times.flatMap((from, first) =>
      times
        .slice(first)
        .map((until, further) => further + 1 - capacity - (perSecond * (until - from)) / 1_000),
    ),
  );
}

it(`case 30: ${ENDS} grants over five accounts that end in one minute: each by one call, within each account's budget`, async ({
  task,
}) => {
  const places = placesOf(ACCOUNTS, ENDS);
  const first = Date.now() + AHEAD_MS;
  const grants = places.map((place, at) => ({
    ...place,
    endsAt: new Date(first + Math.floor((at / ENDS) * WITHIN_MS)),
  }));
  const doors = await openDoors(places, grants, true);
  try {
    const { org, sandbox } = doors;
    await doors.startWorkers(isLong ? 2 : 1);
    const left = () => org.owner.grant.count({ where: { state: { not: "ended" } } });
    await expect.poll(left, { timeout: isLong ? 1_800_000 : 60_000, interval: 250 }).toBe(0);

    const requests = await sandbox.requests();
    expect(requests.filter(({ code }) => code === "RequestLimitExceeded")).toEqual([]);
    const revokes = requests.filter(({ action }) => action === "RevokeSecurityGroupIngress");
    const ends = new Map(
      grants.map(({ groupId, cidr, endsAt }) => [`${groupId} ingress tcp 22:22 ${cidr}`, endsAt.getTime()]),
    );
    expect(revokes.map(targetOf).sort()).toEqual([...ends.keys()].sort());
    const late = revokes.map((request) => timeOf(request) - (ends.get(targetOf(request)) ?? 0));
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    const accounts = new Map(places.map(({ groupId, accountId }) => [groupId, accountId]));
    const ofAccounts = Map.groupBy(revokes, (request) => accounts.get(targetOf(request).split(" ")[0] ?? ""));
    expect(ofAccounts.size).toBe(ACCOUNTS.length);
    for (const ofAccount of ofAccounts.values())
      expect(beyondBudget(ofAccount)).toBeLessThanOrEqual(OVERTAKEN);
    expect(journalOracle({ steps: await journalled(org), requests })).toEqual([]);
    const last = (Math.max(...late) / 1_000).toFixed(1);
    Object.assign(task.meta, {
      proof: `${requests.length} calls, none throttled; the latest came ${last} s after its grant's end`,
    });
  } finally {
    await doors.close();
  }
}, 2_400_000);
