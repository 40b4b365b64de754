import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startBenchCluster } from "#lib/testing/chaos/bench-cluster.ts";
import { runSeed, type SeedResult } from "#lib/testing/chaos/run-seed.ts";
import { root } from "../test/stage.ts";
import { ofThisRun } from "./of-this-run.ts";

const RESULTS = "lib/testing/chaos/results.md";

export interface Seeds {
  readonly first: number;
  readonly count: number;
  readonly seconds: number;
  /** Add what came of them to the results that are committed. */
  readonly keep: boolean;
}

/** One seed after the other, each told as it ends. False when any oracle found something. */
export async function runSeeds({ first, count, seconds, keep }: Seeds): Promise<boolean> {
  const cluster = await startBenchCluster();
  const results: SeedResult[] = [];
  try {
    for (let seed = first; seed < first + count; seed += 1) {
      const result = await runSeed(cluster, seed, seconds);
      results.push(result);
      console.log(lineOf(result));
      for (const violation of result.violations) console.log(`  ${violation}`);
      writeTexts(result);
    }
  } finally {
    await cluster.close();
  }
  const violated = results.filter(({ violations }) => violations.length > 0);
  const sum = (of: (result: SeedResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const summary =
    `${count} seeds of ${seconds} s from ${first}: ${violated.length} with violations; ` +
    `${sum(({ operations }) => operations.done)} deeds done, ${sum(({ faults }) => faults)} faults, ` +
    `${sum(({ calls }) => calls)} changing calls, ${sum(({ changes }) => changes.applied ?? 0)} changes applied; ` +
    `settled after at most ${(Math.max(...results.map((each) => each.settledAfterMs)) / 1_000).toFixed(1)} s.`;
  console.log(summary);
  if (keep) {
    const bad = violated.map(({ seed, violations }) => `  - seed ${seed}: ${violations.join(" ")}`);
    appendFileSync(path.join(root, RESULTS), `${[`- ${summary} ${ofThisRun()}`, ...bad].join("\n")}\n`);
  }
  return violated.length === 0;
}

function lineOf({
  seed,
  seconds,
  violations,
  operations,
  faults,
  changes,
  calls,
  settledAfterMs,
}: SeedResult) {
  const states = Object.entries(changes).map(([state, number]) => `${number} ${state}`);
  return (
    `seed ${seed}, ${seconds} s: ${violations.length} violations; ${faults} faults; ` +
    `${operations.done} done, ${operations.refused} refused, ${operations.lost} lost; ${calls} calls; ` +
    `changes: ${states.join(", ")}; settled after ${(settledAfterMs / 1_000).toFixed(1)} s`
  );
}

/** What the processes said, in `test-results/chaos-N`. */
function writeTexts({ seed, texts }: SeedResult): void {
  const folder = path.join(root, "test-results", `chaos-${seed}`);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(path.join(folder, `${name.replaceAll(" ", "-")}.log`), text);
  }
}
