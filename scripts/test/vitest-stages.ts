import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type Output, root, runTool, type Stage, type Tally } from "./stage.ts";

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({ status: z.string(), title: z.string(), ancestorTitles: z.array(z.string()) }),
      ),
    }),
  ),
});

/** What did not run, by its outermost name, which is where a test says why. */
const skippedNames = ({ testResults }: z.infer<typeof report>): string =>
  [
    ...new Set(
      testResults
        .flatMap(({ assertionResults }) => assertionResults)
        .filter(({ status }) => status !== "passed" && status !== "failed")
        .map(({ title, ancestorTitles: [outermost] }) => outermost || title),
    ),
  ].join("; ");

interface VitestRun {
  readonly project: string;
  /** How many files at once. */
  readonly workers: number;
  readonly environment?: Readonly<Record<string, string>>;
}

const vitest = (name: string, run: VitestRun): Stage => ({
  name,
  run: (output) => runVitest(name, run, output),
});

async function runVitest(name: string, run: VitestRun, output: Output): Promise<Tally> {
  const { project, workers, environment = {} } = run;
  const file = path.join(root, "test-results", `${name.replaceAll(" ", "-")}.json`);
  rmSync(file, { force: true });
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const selected = ["run", "--project", project, `--maxWorkers=${workers}`];
  const code = await runTool("vitest/vitest.mjs", [...selected, ...reporters], environment, output);
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const results = report.parse(JSON.parse(readFileSync(file, "utf8")));
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = results;
  // A file that cannot be loaded, or an error outside of any test, fails the run without a failed test.
  const failed = code !== 0 && numFailedTests === 0 ? 1 : numFailedTests;
  const skipped = numPendingTests + numTodoTests;
  return {
    passed: numPassedTests,
    failed,
    ...(skipped > 0 ? { notRun: `${skipped} tests skipped (${skippedNames(results)})` } : {}),
  };
}

/** These tests wait for processes most of the time, so more of them fit on two cores. */
const WAITING = 3;

const debianPostgres = "/usr/lib/postgresql/15/bin";

/** The promised minimum; said aloud where it is not installed. */
const onOldestPostgres: Stage = existsSync(debianPostgres)
  ? vitest("integration on PostgreSQL 15", {
      project: "integration",
      workers: WAITING,
      environment: { TEST_POSTGRES_BIN: debianPostgres },
    })
  : {
      name: "integration on PostgreSQL 15",
      run: async () => ({ passed: 0, failed: 0, notRun: `no PostgreSQL 15 in ${debianPostgres}` }),
    };

/** Those that leave the processor to others first: the flows run meanwhile. */
export const vitestStages: readonly Stage[] = [
  vitest("integration", { project: "integration", workers: WAITING }),
  onOldestPostgres,
  vitest("unit tests and laws", { project: "unit", workers: 2 }),
];
