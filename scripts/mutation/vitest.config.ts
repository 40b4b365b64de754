import { defineConfig } from "vitest/config";

/** The part of the core that is mutated: its own tests have to notice, so others do not run. */
const part = process.env.MUTATED_PART ?? "{net,diff,plan}";

/** What mutants are tried on: unit and law tests, with few cases and the same ones, since each runs very often. */
export default defineConfig({
  test: {
    include: [`lib/core/${part}/**/*.test.ts`],
    exclude: ["**/*.integration.test.ts"],
    setupFiles: ["scripts/mutation/same-cases.ts"],
    env: { LAW_CASES: "20" },
  },
});
