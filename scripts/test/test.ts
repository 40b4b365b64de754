import { mkdirSync } from "node:fs";
import path from "node:path";
import { browserStage } from "./browser-stage.ts";
import { checks } from "./checks.ts";
import { interrupted, root, type Stage, type Tally } from "./stage.ts";
import { vitestStages } from "./vitest-stages.ts";

/**
 * `npm test`: every check and test there is, going on past what fails, and one line in the end. Words given
 * (`npm test -- layers types`) choose stages whose names contain one of them.
 */
const wanted = process.argv.slice(2);
const stages = [...checks, ...vitestStages, browserStage].filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
);

async function runOne({ name, run }: Stage): Promise<Tally> {
  process.stdout.write(`\n=== ${name}\n`);
  const startedAt = Date.now();
  let tally: Tally;
  try {
    tally = await run();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    tally = { passed: 0, failed: 1 };
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  process.stdout.write(`=== ${name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)\n`);
  return tally;
}

mkdirSync(path.join(root, "test-results"), { recursive: true });
const results: (Tally & { name: string })[] = [];
for (const stage of stages) {
  if (interrupted.signal.aborted) break;
  results.push({ name: stage.name, ...(await runOne(stage)) });
}

const passed = results.reduce((sum, tally) => sum + tally.passed, 0);
const failed = results.reduce((sum, tally) => sum + tally.failed, 0);
process.stdout.write("\n");
for (const { name, notRun } of results) if (notRun) process.stdout.write(`Not run, ${name}: ${notRun}\n`);
for (const { name, failed: count } of results)
  if (count > 0) process.stdout.write(`Failed: ${name} (${count})\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && !interrupted.signal.aborted ? 0 : 1;
