import { defineConfig } from "vitest/config";

/** What mutants of the core are tried on: its own unit and law tests, with few cases, since each runs very often. */
export default defineConfig({
  test: {
    include: ["lib/core/{net,group,tier,diff,plan}/**/*.test.ts", "lib/formats/pattern/*.test.ts"],
    exclude: ["**/*.integration.test.ts"],
    setupFiles: ["scripts/mutation/same-cases.ts"],
    env: { LAW_CASES: "60" },
  },
});
