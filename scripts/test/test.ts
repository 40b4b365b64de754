import { mkdirSync } from "node:fs";
import path from "node:path";
import { browserStage } from "./browser-stage.ts";
import { buildStage } from "./build-stage.ts";
import { checks } from "./checks.ts";
import { interrupted, root, type Stage, type Tally } from "./stage.ts";
import { vitestStages } from "./vitest-stages.ts";

/**
 * `npm test`: every check and test there is, going on past what fails, and one line in the end. Words given
 * (`npm test -- layers types`) choose stages whose names contain one of them. One after the other: side by side they
 * take as long, since the processor is what they wait for, and flows in a starved browser fail of it.
 */
const wanted = process.argv.slice(2);
const stages = [...checks, buildStage, ...vitestStages, browserStage].filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
);

async function tallyOf(stage: Stage): Promise<Tally & { name: string }> {
  const startedAt = Date.now();
  let tally: Tally;
  try {
    tally = await stage.run();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    tally = { passed: 0, failed: 1 };
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  process.stdout.write(`=== ${stage.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)\n`);
  return { name: stage.name, ...tally };
}

mkdirSync(path.join(root, "test-results"), { recursive: true });
const results: (Tally & { name: string })[] = [];
for (const stage of stages) {
  if (interrupted.signal.aborted) break;
  process.stdout.write(`\n=== ${stage.name}\n`);
  results.push(await tallyOf(stage));
}

const passed = results.reduce((sum, tally) => sum + tally.passed, 0);
const failed = results.reduce((sum, tally) => sum + tally.failed, 0);
process.stdout.write("\n");
for (const { name, notRun } of results) if (notRun) process.stdout.write(`Not run, ${name}: ${notRun}\n`);
for (const { name, failed: count, failures = [] } of results) {
  if (count === 0) continue;
  process.stdout.write(`Failed: ${name} (${count})\n`);
  for (const failure of failures) process.stdout.write(`  ${failure}\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && !interrupted.signal.aborted ? 0 : 1;
