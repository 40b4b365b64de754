import { afterAll, beforeAll, expect, it } from "vitest";
import { type BenchCluster, startBenchCluster } from "./bench-cluster.ts";
import { KEPT_SEEDS } from "./kept-seeds.ts";
import { runSeed } from "./run-seed.ts";

/** New ones each day; `npm run chaos` tries as many and as long as it is told. */
const SECONDS = 8;
const today = Math.floor(Date.now() / 86_400_000);

let cluster: BenchCluster;
beforeAll(async () => {
  cluster = await startBenchCluster();
}, 60_000);
afterAll(() => cluster.close());

const seeds = [...KEPT_SEEDS.map(({ seed }) => seed), today];

it.each(seeds)(
  "chaos by the seed %i leaves nothing that any oracle objects to",
  async (seed) => {
    const { violations } = await runSeed(cluster, seed, SECONDS);
    expect(violations).toEqual([]);
  },
  240_000,
);
