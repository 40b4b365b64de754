import { defineConfig } from "vitest/config";

const integration = "**/*.integration.test.{ts,tsx}";
const ignored = ["**/node_modules/**", ".next/**", "data/**", "e2e/**"];

export default defineConfig({
  test: {
    // Most of the time tests wait for processes, so both cores of a small machine may take one each.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: ["{app,components,lib,scripts}/**/*.test.{ts,tsx}"],
          exclude: [integration, ...ignored],
        },
      },
      {
        test: {
          name: "integration",
          include: [integration],
          exclude: ignored,
          globalSetup: ["lib/testing/test-cluster.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
