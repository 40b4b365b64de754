import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { root, runTool } from "../test/stage.ts";

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
          meta: z.object({ proof: z.string().optional() }),
        }),
      ),
    }),
  ),
});

/** What one test said. */
export interface ProvenTest {
  /** From the root of the project. */
  readonly file: string;
  readonly title: string;
  readonly outcome: "passed" | "failed" | "not run";
  readonly seconds: number;
  /** What it measured, in its own words. */
  readonly proof: string | null;
}

const OUTCOMES: Readonly<Record<string, ProvenTest["outcome"]>> = { passed: "passed", failed: "failed" };

/** Runs test files of one project and tells what each test said; a file that does not load is a failed test. */
export async function runTests(
  project: "unit" | "integration",
  files: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ProvenTest[]> {
  // No files at all would mean every file to vitest.
  if (files.length === 0) throw new Error(`No ${project} tests to prove anything with.`);
  const output = path.join(root, "test-results", `proof-${project}.json`);
  rmSync(output, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${output}`];
  const code = await runTool(
    "vitest/vitest.mjs",
    ["run", "--project", project, ...reporters, ...files],
    environment,
  );
  const failure = failureOf(project);
  if (!existsSync(output)) return [failure];
  const tests = readReport(output);
  const isTold = tests.some(({ outcome }) => outcome === "failed");
  return code === 0 || isTold ? tests : [...tests, failure];
}

const failureOf = (file: string): ProvenTest => ({
  file,
  title: "",
  outcome: "failed",
  seconds: 0,
  proof: null,
});

/** What each test said, by vitest's own JSON report. */
export function readReport(output: string): ProvenTest[] {
  const { testResults } = report.parse(JSON.parse(readFileSync(output, "utf8")));
  return testResults.flatMap(({ name, message, assertionResults }): ProvenTest[] => {
    const file = path.relative(root, name);
    if (assertionResults.length === 0) return [{ ...failureOf(file), title: message.split("\n")[0] ?? "" }];
    return assertionResults.map(({ ancestorTitles, title, status, duration, meta }) => ({
      file,
      title: [...ancestorTitles, title].filter((part) => part !== "").join(": "),
      outcome: OUTCOMES[status] ?? "not run",
      seconds: (duration ?? 0) / 1000,
      proof: meta.proof ?? null,
    }));
  });
}
