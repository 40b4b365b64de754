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
  // The tests' own fast-check would be another one, which knows nothing of the seed.
  const packages = new Map<string, unknown>([
    ["vitest", vitest],
    ["fast-check", fc],
  ]);
  const freshLoad = freshModules(root, packages);
  const testsIn = (file: string, load: Load) => collect(file, () => load(path.join(root, file)));
  /** By id, in the process that ran them without a mutant. */
  const timeSpent = new Map<string, number>();
  const fileOf = (id: string): string => id.slice(0, id.indexOf("#"));
  /** The quickest tests are tried first, and laws last. */
  const costOf = (id: string): number =>
    timeSpent.get(id) ?? (/\.(?:laws|oracle)\./.test(fileOf(id)) ? Number.MAX_VALUE : 0);
  /** Tests in this order; a file is loaded when the first of its tests is due, since most mutants die before. */
  function* loadedWhenDue(ids: readonly string[], load: Load): Generator<CollectedTest> {
    const loaded = new Map<string, ReadonlyMap<string, CollectedTest>>();
    for (const id of ids) {
      const file = fileOf(id);
      const known = loaded.get(file) ?? new Map(testsIn(file, load).map((test) => [test.id, test]));
      loaded.set(file, known);
      const test = known.get(id);
      if (test !== undefined) yield test;
    }
  }

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
    Object.assign(instrumented, { hitCount: 0, hitLimit, activeMutant: activeMutant.id });
    const load = freshLoad();
    let ran = 0;
    try {
      const all = () => files.flatMap((file) => testsIn(file, freshLoad()).map(({ id }) => id));
      const ids = (testFilter ?? all()).toSorted((a, b) => costOf(a) - costOf(b));
      for (const test of loadedWhenDue(ids, load)) {
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
