import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { startBenchCluster } from "#lib/testing/chaos/bench-cluster.ts";
import { runSeed, type SeedResult } from "#lib/testing/chaos/run-seed.ts";
import { root } from "../test/stage.ts";

/**
 * `npm run chaos -- --seed N --seconds S --seeds COUNT`: random deeds and faults on a whole Sallyport, and the oracles'
 * judgement. Exit code 1 when any of them finds something; what the processes said is in `test-results/chaos-N`.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    seconds: { type: "string", default: "20" },
    seeds: { type: "string", default: "1" },
  },
});

const [seed, seconds, seeds] = [values.seed, values.seconds, values.seeds].map(Number);
if (![seed, seconds, seeds].every((number) => Number.isInteger(number) && Number(number) > 0)) {
  throw new Error("--seed, --seconds and --seeds are whole numbers from 1.");
}

function tell(result: SeedResult): void {
  const { violations, operations, faults, changes, calls, settledAfterMs } = result;
  const states = Object.entries(changes).map(([state, count]) => `${count} ${state}`);
  console.log(
    `seed ${result.seed}, ${result.seconds} s: ${violations.length} violations; ${faults} faults; ` +
      `${operations.done} done, ${operations.refused} refused, ${operations.lost} lost; ${calls} calls; ` +
      `changes: ${states.join(", ")}; settled after ${(settledAfterMs / 1_000).toFixed(1)} s`,
  );
  for (const violation of violations) console.log(`  ${violation}`);
}

const cluster = await startBenchCluster();
let violated = 0;
try {
  for (let number = Number(seed); number < Number(seed) + Number(seeds); number += 1) {
    const result = await runSeed(cluster, number, Number(seconds));
    tell(result);
    if (result.violations.length === 0) continue;
    violated += 1;
    const folder = path.join(root, "test-results", `chaos-${number}`);
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(result.texts)) {
      writeFileSync(path.join(folder, `${name.replace(" ", "-")}.log`), text);
    }
  }
} finally {
  await cluster.close();
}
console.log(`${seeds} seeds of ${seconds} s: ${violated} with violations.`);
process.exitCode = violated === 0 ? 0 : 1;
