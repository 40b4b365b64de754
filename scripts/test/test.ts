import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { browserStage } from "./browser-stage.ts";
import { buildStage } from "./build-stage.ts";
import { checks } from "./checks.ts";
import { interrupted, type Output, root, type Stage, type Tally } from "./stage.ts";
import { vitestStages } from "./vitest-stages.ts";

/**
 * `npm test`: every check and test there is, going on past what fails, and one line in the end. Words given
 * (`npm test -- layers types`) choose stages whose names contain one of them.
 */
const wanted = process.argv.slice(2);
const chosen = (stages: readonly Stage[]): readonly Stage[] =>
  stages.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

async function tallyOf(stage: Stage, output: Output): Promise<Tally & { name: string }> {
  const startedAt = Date.now();
  let tally: Tally;
  try {
    tally = await stage.run(output);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    tally = { passed: 0, failed: 1 };
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  process.stdout.write(`=== ${stage.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)\n`);
  return { name: stage.name, ...tally };
}

async function inTurn(stages: readonly Stage[]): Promise<(Tally & { name: string })[]> {
  const results: (Tally & { name: string })[] = [];
  for (const stage of stages) {
    if (interrupted.signal.aborted) break;
    process.stdout.write(`\n=== ${stage.name}\n`);
    results.push(await tallyOf(stage, "terminal"));
  }
  return results;
}

/** While others have the terminal: what it prints is shown when it ends. */
async function beside(stage: Stage): Promise<Tally & { name: string }> {
  process.stdout.write(`\n=== ${stage.name}: runs beside the next ones, and is shown when it ends\n`);
  const kept = path.join(root, "test-results", `${stage.name.replaceAll(" ", "-")}.log`);
  const file = openSync(kept, "w");
  const result = await tallyOf(stage, { file });
  closeSync(file);
  process.stdout.write(readFileSync(kept));
  return result;
}

mkdirSync(path.join(root, "test-results"), { recursive: true });
const results = await inTurn(chosen([...checks, buildStage]));
// The flows wait for pages most of the time, and the tests for processes: side by side they fill both cores.
const [browser, tests] = [chosen([browserStage]), chosen(vitestStages)];
if (!interrupted.signal.aborted) {
  const lanes = tests.length === 0 ? [inTurn(browser)] : [Promise.all(browser.map(beside)), inTurn(tests)];
  results.push(...(await Promise.all(lanes)).flat());
}

const passed = results.reduce((sum, tally) => sum + tally.passed, 0);
const failed = results.reduce((sum, tally) => sum + tally.failed, 0);
process.stdout.write("\n");
for (const { name, notRun } of results) if (notRun) process.stdout.write(`Not run, ${name}: ${notRun}\n`);
for (const { name, failed: count } of results)
  if (count > 0) process.stdout.write(`Failed: ${name} (${count})\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && !interrupted.signal.aborted ? 0 : 1;
