import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { findBrowser } from "./find-browser.ts";
import { root, runTool, type Stage } from "./stage.ts";

const testCase = z.object({
  file: z.string(),
  title: z.string(),
  tests: z.array(z.object({ status: z.string() })),
});
const suite = z.object({
  specs: z.array(testCase),
  get suites() {
    return z.array(suite).optional();
  },
});
const report = z.object({
  suites: z.array(suite),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

const failuresIn = ({ specs, suites = [] }: z.infer<typeof suite>): string[] => [
  ...specs
    .filter(({ tests }) => tests.some(({ status }) => status === "unexpected" || status === "flaky"))
    .map(({ file, title }) => `${file} > ${title}`),
  ...suites.flatMap(failuresIn),
];

/** The flows in Chromium against the production build, which `npm start` builds and serves. */
export const browserStage: Stage = {
  name: "end to end in Chromium",
  async run() {
    const browser = findBrowser();
    if (browser === undefined) {
      process.stderr.write(
        "No Chromium found and none could be installed: set PLAYWRIGHT_CHROMIUM to one.\n",
      );
      return { passed: 0, failed: 1 };
    }
    const file = path.join(root, "test-results", "end-to-end.json");
    rmSync(file, { force: true });
    const data = mkdtempSync(path.join(tmpdir(), "sallyport-e2e-"));
    const environment = {
      PLAYWRIGHT_CHROMIUM: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      E2E_DATA: data,
    };
    const code = await runTool("@playwright/test/cli.js", ["test"], environment);
    if (code === 0) rmSync(data, { recursive: true, force: true });
    else process.stderr.write(`The servers' logs are in ${path.join(data, "logs")}.\n`);
    if (!existsSync(file)) return { passed: 0, failed: 1 };
    const { stats, suites } = report.parse(JSON.parse(readFileSync(file, "utf8")));
    // One that fails and then passes is not sound: it counts as failed.
    const failed = stats.unexpected + stats.flaky;
    return {
      passed: stats.expected,
      failed: code !== 0 && failed === 0 ? 1 : failed,
      failures: suites.flatMap(failuresIn),
      ...(stats.skipped > 0 ? { notRun: `${stats.skipped} tests skipped` } : {}),
    };
  },
};
