import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { lawSeed } from "./law-seed.ts";
import { root, runTool, type Stage, type Tally } from "./stage.ts";

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          title: z.string(),
          ancestorTitles: z.array(z.string()),
          failureMessages: z.array(z.string()).nullish(),
        }),
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

/** As much of a failure as a last look at a log needs: what was expected, or which case a law broke on. */
const REASON_LENGTH = 400;

/** Each failed test by its whole name and why, and each file that could not be loaded by its path. */
const failuresIn = ({ testResults }: z.infer<typeof report>): string[] =>
  testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === "failed");
    const file = path.relative(root, name);
    if (failed.length === 0) return status === "failed" ? [`${file} as a whole`] : [];
    return failed.map(({ title, ancestorTitles, failureMessages }) => {
      const reason = (failureMessages?.[0] ?? "").replaceAll(/\s+/g, " ").slice(0, REASON_LENGTH);
      return `${[file, ...ancestorTitles, title].join(" > ")}: ${reason}`;
    });
  });

interface VitestRun {
  readonly project: string;
  /** How many files at once. */
  readonly workers: number;
  readonly environment?: Readonly<Record<string, string>>;
}

const vitest = (name: string, run: VitestRun): Stage => ({
  name,
  run: () => runVitest(name, run),
});

async function runVitest(name: string, run: VitestRun): Promise<Tally> {
  const { project, workers, environment = {} } = run;
  const file = path.join(root, "test-results", `${name.replaceAll(" ", "-")}.json`);
  rmSync(file, { force: true });
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const selected = ["run", "--project", project, `--maxWorkers=${workers}`];
  const code = await runTool("vitest/vitest.mjs", [...selected, ...reporters], {
    ...lawSeed(),
    ...environment,
  });
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const results = report.parse(JSON.parse(readFileSync(file, "utf8")));
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = results;
  // A file that cannot be loaded, or an error outside of any test, fails the run without a failed test.
  const failed = code !== 0 && numFailedTests === 0 ? 1 : numFailedTests;
  const skipped = numPendingTests + numTodoTests;
  return {
    passed: numPassedTests,
    failed,
    failures: failuresIn(results),
    ...(skipped > 0 ? { notRun: `${skipped} tests skipped (${skippedNames(results)})` } : {}),
  };
}

/** These tests wait for processes much of the time, so more of them fit on two cores. */
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

export const vitestStages: readonly Stage[] = [
  vitest("unit tests and laws", { project: "unit*", workers: 2 }),
  vitest("integration", { project: "integration", workers: WAITING }),
  onOldestPostgres,
  vitest("chaos", { project: "chaos", workers: 1 }),
];
