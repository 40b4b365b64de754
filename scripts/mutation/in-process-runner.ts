/**
 * A test runner for Stryker that starts no process, and loads no package, for a mutant: the core is pure, so its
 * modules are evaluated anew and its tests run where the last mutant's did. See decision 0744.
 */
import { globSync } from "node:fs";
import path from "node:path";
import type {
  DryRunOptions,
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
} from "@stryker-mutator/api/test-runner";
import fc from "fast-check";
import { expect } from "vitest";
import { type CollectedTest, testCollector } from "./collect-tests.ts";
import { freshModules, type Load } from "./fresh-modules.ts";

/** How often each mutant was come by. */
type Reached = Readonly<Record<string, number>>;

/** What Stryker writes into the mutated code reads and counts here. */
interface Instrumented {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Reached; perTest: Record<string, Reached> };
}

const instrumented: Instrumented = {};
Object.assign(globalThis, { __stryker__: instrumented });

/** Every mutant meets the same cases, so that none dies by luck; the smallest counterexample is of no interest. */
fc.configureGlobal({ seed: 20_261_122, endOnFailure: true });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function run({ id, name, file, run: body }: CollectedTest): Promise<TestResult> {
  const startedAt = performance.now();
  let failure: string | null = null;
  try {
    await body();
  } catch (error) {
    failure = messageOf(error);
  }
  const told = { id, name, fileName: file, timeSpentMs: performance.now() - startedAt };
  return failure === null ? { ...told, status: 0 } : { ...told, status: 1, failureMessage: failure };
}

const SUCCESS = 0;

/** The tests of the part that `MUTATED_PART` names, in the folder that Stryker made. */
export function inProcessRunner(): TestRunner {
  const root = process.cwd();
  const part = process.env.MUTATED_PART ?? "{net,diff,plan}";
  const files = globSync(`lib/core/${part}/**/*.test.ts`, { cwd: root })
    .filter((file) => !file.endsWith(".integration.test.ts"))
    .sort();
  const { vitest, collect } = testCollector(expect);
  const freshLoad = freshModules(root, new Map([["vitest", vitest]]));
  const testsIn = (file: string, load: Load) => collect(file, () => load(path.join(root, file)));
  /** By id, in the process that ran them without a mutant. */
  const timeSpent = new Map<string, number>();
  /** The quickest tests are tried first, and laws last. */
  const costOf = ({ id, file }: CollectedTest): number =>
    timeSpent.get(id) ?? (/\.(?:laws|oracle)\./.test(file) ? Number.MAX_VALUE : 0);

  const dryRun = async (_: DryRunOptions): Promise<DryRunResult> => {
    const mutantCoverage = { static: {}, perTest: {} as Record<string, Reached> };
    Object.assign(instrumented, { mutantCoverage, activeMutant: undefined, hitCount: undefined });
    const tests: TestResult[] = [];
    for (const file of files) {
      instrumented.currentTestId = file;
      const own = testsIn(file, freshLoad());
      // What a file reaches as it loads, each of its tests depends on, and no other file's.
      const loading = mutantCoverage.perTest[file] ?? {};
      delete mutantCoverage.perTest[file];
      for (const test of own) {
        instrumented.currentTestId = test.id;
        const result = await run(test);
        tests.push(result);
        timeSpent.set(test.id, result.timeSpentMs);
        mutantCoverage.perTest[test.id] = { ...loading, ...mutantCoverage.perTest[test.id] };
      }
    }
    instrumented.currentTestId = undefined;
    return { status: "complete", tests, mutantCoverage } as DryRunResult;
  };

  const mutantRun = async (options: MutantRunOptions): Promise<MutantRunResult> => {
    const { activeMutant, hitLimit, testFilter } = options;
    const wanted = testFilter === undefined ? null : new Set(testFilter);
    const concerned =
      wanted === null ? files : files.filter((file) => [...wanted].some((id) => id.startsWith(`${file}#`)));
    Object.assign(instrumented, { hitCount: 0, hitLimit, activeMutant: activeMutant.id });
    const load = freshLoad();
    let ran = 0;
    try {
      const tests = concerned
        .flatMap((file) => testsIn(file, load))
        .filter(({ id }) => wanted === null || wanted.has(id))
        .sort((a, b) => costOf(a) - costOf(b));
      for (const test of tests) {
        const result = await run(test);
        ran += 1;
        if (hitLimit !== undefined && (instrumented.hitCount ?? 0) > hitLimit)
          return { status: "timeout", reason: `Hit limit reached (${hitLimit})` } as MutantRunResult;
        if (result.status !== SUCCESS)
          return {
            status: "killed",
            killedBy: [test.id],
            failureMessage: "failureMessage" in result ? result.failureMessage : "",
            nrOfTests: ran,
          } as MutantRunResult;
      }
    } catch (error) {
      // A test file that does not load notices, too: `npm test` would fail.
      return {
        status: "killed",
        killedBy: [],
        failureMessage: messageOf(error),
        nrOfTests: ran,
      } as MutantRunResult;
    } finally {
      instrumented.activeMutant = undefined;
    }
    return { status: "survived", nrOfTests: ran } as MutantRunResult;
  };

  return { capabilities: () => ({ reloadEnvironment: true }), dryRun, mutantRun };
}

export const strykerPlugins = [{ kind: "TestRunner", name: "in-process", factory: inProcessRunner }];
