import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/test/longest-first.ts";

const integration = "**/*.integration.test.{ts,tsx}";
const chaos = "**/*.chaos.test.ts";
const ignored = ["**/node_modules/**", ".next/**", "data/**", "e2e/**"];

/** Not run again on another PostgreSQL: it starts the embedded one, or asks the database nothing of its own. */
const sameOnEveryPostgres = [
  "lib/cli/{start.*,sallyport/**}",
  "lib/adapters/{system,ec2,auth}/**",
  "lib/{formats,sandbox,server,testing}/**",
  // What these ask it, use-cases and putting a rule back ask it too, through the same steps.
  "lib/worker/!(put-back|safe-mode).integration.test.ts",
  "lib/cli/seed-demo.*",
];
const repeated = process.env.TEST_POSTGRES_BIN === undefined ? [] : sameOnEveryPostgres;

/** Run by Node itself, as the product is: laws take a third less time than behind Vite's way to modules. */
const native = { viteModuleRunner: false, nodeLoader: false };

/** Files share what they import: loading it anew for each took a third of the work. No test changes a module. */
const shared = { isolate: false };

export default defineConfig({
  test: {
    // Most of the time tests wait for processes, so both cores of a small machine may take one each.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["{lib,scripts}/**/*.test.ts"],
          exclude: [integration, chaos, ...ignored],
          setupFiles: ["lib/testing/before-each-file.ts"],
          experimental: native,
        },
      },
      {
        test: {
          // Node does not read JSX.
          ...shared,
          name: "unit of screens",
          include: ["{app,components}/**/*.test.{ts,tsx}"],
          exclude: ignored,
        },
      },
      {
        test: {
          ...shared,
          name: "integration",
          experimental: native,
          include: [integration],
          setupFiles: ["lib/testing/before-each-file.ts"],
          exclude: [...ignored, ...repeated],
          globalSetup: ["lib/testing/test-cluster.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: "chaos",
          // Each seed is a whole Sallyport: more of them than this starve each other.
          maxConcurrency: 3,
          experimental: native,
          include: [chaos],
          exclude: ignored,
          setupFiles: ["lib/testing/before-each-file.ts"],
        },
      },
    ],
  },
});
