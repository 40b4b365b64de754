/** Five seeds of 20 s, and all that once found something, some at a time: each waits for others much of the time. */
import { afterAll, describe, it } from "vitest";
import { type BenchCluster, startBenchCluster } from "./bench-cluster.ts";
import { KEPT_SEEDS } from "./kept-seeds.ts";
import { runSeed } from "./run-seed.ts";

const FRESH = 5;
const SECONDS = 20;
/** As laws draw their cases: from the commit under `npm test`, and else new ones each day. */
const first = Number(process.env.LAW_SEED ?? Math.floor(Date.now() / 86_400_000));
const seeds = [
  ...KEPT_SEEDS.map(({ seed, seconds }) => ({ seed, seconds })),
  ...Array.from({ length: FRESH }, (_, index) => ({ seed: first + index, seconds: SECONDS })),
];

/** A seed has a PostgreSQL to itself, since it kills it; the next one may have it after that. */
const idle: BenchCluster[] = [];
afterAll(async () => {
  for (const cluster of idle) await cluster.close();
}, 60_000);

describe.concurrent("chaos", () => {
  it.for(seeds)(
    "by the seed $seed for $seconds s leaves nothing that any oracle objects to",
    { timeout: 300_000 },
    async ({ seed, seconds }, { expect }) => {
      const cluster = idle.pop() ?? (await startBenchCluster());
      try {
        await cluster.start();
        const { violations } = await runSeed(cluster, seed, seconds);
        expect(violations).toEqual([]);
      } finally {
        idle.push(cluster);
      }
    },
  );
});
