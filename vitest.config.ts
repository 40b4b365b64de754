import { defineConfig } from "vitest/config";

const integration = "**/*.integration.test.{ts,tsx}";
const ignored = ["**/node_modules/**", ".next/**", "data/**", "e2e/**"];

export default defineConfig({
  test: {
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
