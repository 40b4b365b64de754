import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { zone } from "./e2e/support/zone.ts";

// The workers read this file again: what it chose must stay chosen.
process.env.E2E_PORT ??= String(20_000 + Math.floor(Math.random() * 12_000));
process.env.E2E_DATA ??= mkdtempSync(path.join(tmpdir(), "sallyport-e2e-"));
const url = `http://localhost:${process.env.E2E_PORT}`;
const chromium = process.env.PLAYWRIGHT_CHROMIUM;

const looking = ["accessible.spec.ts", "front-door.spec.ts"];
/** Wait for access to end, most of the time, at doors that no other flow opens; then look, too. */
const waiting = ["access", "adopt", "findings", "graph", "hostile-text", "look", "refusals", "screens"].map(
  (name) => `${name}.spec.ts`,
);
const flows = { dependencies: ["setup"], workers: 1, use: { ...devices["Desktop Chrome"] } };

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  // The flows share one demo estate, as people do: one after the other. Those that only look, or wait, go on beside them.
  workers: 3,
  fullyParallel: false,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [["list"], ["json"]],
  use: {
    baseURL: url,
    timezoneId: zone,
    // Without a film and a copy of every page, which take a core of their own; a failure shows its page as text.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      // Chromium's own sandbox does not work as root, which is what containers run as.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    { name: "setup", testMatch: "*.setup.ts" },
    { ...flows, name: "waits", testMatch: waiting },
    { ...flows, name: "flows", testMatch: "*.spec.ts", testIgnore: [...looking, ...waiting] },
    { ...flows, name: "looks", testMatch: looking },
  ],
  webServer: {
    // exec: so that its parent is Playwright itself, whose loss it then notices.
    command: "exec node scripts/run.mjs start",
    cwd: import.meta.dirname,
    url,
    timeout: 300_000,
    // While writing flows: E2E_PORT and E2E_DATA name a Sallyport that runs already.
    reuseExistingServer: process.env.E2E_RUNNING === "1",
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    stdout: "pipe",
    env: {
      PORT: process.env.E2E_PORT,
      SALLYPORT_DATA: process.env.E2E_DATA,
      // The sandbox shows what it accepted within a second: the flow that loses an answer need not wait for half a minute.
      APPLY_READ_BACK_SECONDS: "10",
      // What was just written can be proven soon.
      SALLYPORT_CHECKPOINT_SECONDS: "2",
    },
  },
});
