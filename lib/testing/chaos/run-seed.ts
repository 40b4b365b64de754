/** One seed: a schedule of deeds and faults on a whole Sallyport, then rest, then judgement. */
import { setTimeout as sleep } from "node:timers/promises";
import type { BenchCluster } from "./bench-cluster.ts";
import { inflictor } from "./inflict.ts";
import { operator, type Told } from "./operate.ts";
import { approvalOracle } from "./oracles/approval-oracle.ts";
import { type Evidence, gatherEvidence, type Happened } from "./oracles/evidence.ts";
import { journalOracle } from "./oracles/journal-oracle.ts";
import { logOracle } from "./oracles/log-oracle.ts";
import { rulesOracle } from "./oracles/rules-oracle.ts";
import { settledOracle } from "./oracles/settled-oracle.ts";
import { endsOracle } from "./oracles/time-oracle.ts";
import { scheduleFrom } from "./schedule.ts";
import { startWorld, type World } from "./world.ts";

/** After this long without trouble everything must have come to its end. */
const SETTLES_WITHIN_MS = 60_000;

const ORACLES: readonly ((evidence: Evidence) => readonly string[])[] = [
  journalOracle,
  rulesOracle,
  logOracle,
  approvalOracle,
  settledOracle,
  endsOracle,
];

export interface SeedResult {
  readonly seed: number;
  readonly seconds: number;
  /** Empty when every oracle is content. */
  readonly violations: readonly string[];
  readonly operations: Readonly<Record<Told, number>>;
  readonly faults: number;
  /** How many changes came to each state. */
  readonly changes: Readonly<Record<string, number>>;
  readonly calls: number;
  readonly settledAfterMs: number;
  /** What the processes said, for whoever looks into a violation. */
  readonly texts: Readonly<Record<string, string>>;
}

export async function runSeed(cluster: BenchCluster, seed: number, seconds: number): Promise<SeedResult> {
  const world = await startWorld(cluster, { oneDataFolder: seed % 2 === 0 });
  const people = operator(world);
  const trouble = inflictor(world);
  const operations: Record<Told, number> = { done: 0, refused: 0, lost: 0, "nothing to do": 0 };
  try {
    const before = await world.rules();
    const began = performance.now();
    const underWay: Promise<void>[] = [];
    for (const { at, what } of scheduleFrom(seed, seconds)) {
      await sleep(Math.max(0, at - (performance.now() - began)));
      underWay.push(
        what.kind === "fault"
          ? trouble.inflict(what.fault)
          : people.operate(what.operation, what.seed).then((told) => {
              operations[told] += 1;
            }),
      );
    }
    await Promise.all(underWay);
    await trouble.end();
    const { troubles } = trouble;
    const judged = await judge(world, before, { troubles, lostByHand: people.lostByHand });
    const { evidence, settledAfterMs } = judged;
    return {
      seed,
      seconds,
      violations: [...trouble.problems, ...judged.violations],
      operations,
      faults: troubles.length,
      changes: countBy(evidence.changes.map(({ state }) => state)),
      calls: evidence.requests.filter(({ mutating }) => mutating).length,
      settledAfterMs,
      texts: textsOf(world, evidence),
    };
  } finally {
    people.close();
    await world.close();
  }
}

/** Lets everything come to its end, and asks every oracle about what is left. */
export async function judge(world: World, before: ReadonlySet<string>, happened: Happened) {
  const settledAfterMs = await settle(world);
  const evidence = await gatherEvidence(world, before, happened);
  return { violations: ORACLES.flatMap((oracle) => oracle(evidence)), evidence, settledAfterMs };
}

/** Waits until nothing is under way any more and all of the log is signed, or the time for that is over. */
async function settle({ org: { owner } }: World): Promise<number> {
  const began = performance.now();
  for (;;) {
    await sleep(500);
    const [row] = await owner.$queryRaw<{ left: bigint }[]>`
      SELECT (SELECT count(*) FROM change_request WHERE state IN ('approved', 'applying', 'unknown'))
           + (SELECT count(*) FROM "grant"
               WHERE state = 'ending' OR (state = 'live' AND ends_at < clock_timestamp() + interval '20 s'))
           + (SELECT count(*) FROM lease WHERE expires_at > clock_timestamp())
           + (SELECT count(*) FROM audit_waiting)
           + (SELECT count(*) FROM audit_index
               WHERE "index" >= (SELECT coalesce(max(size), 0) FROM audit_checkpoint)) AS left`;
    const took = performance.now() - began;
    if (row?.left === 0n || took > SETTLES_WITHIN_MS) return Math.round(took);
  }
}

const countBy = (words: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, same]) => [word, same.length]));

const textsOf = (
  { processes, webs }: World,
  { requests, troubles, lostByHand, steps, changes, roles }: Evidence,
) => ({
  evidence: JSON.stringify(
    { troubles, lostByHand, steps, changes, roles, requests: requests.filter(({ mutating }) => mutating) },
    (_, value) => (typeof value === "bigint" ? String(value) : value),
    1,
  ),
  ...Object.fromEntries(Object.values(processes).map(({ name, text }) => [name, text])),
  ...Object.fromEntries(
    Object.values(webs).map(({ name, failures }) => [`${name} failures`, failures.join("\n")]),
  ),
});
