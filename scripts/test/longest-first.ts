import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, worst first: begun last, it would have the machine to itself in the end. */
const LONGEST = [
  "lib/worker/crash.integration.test.ts",
  "lib/cli/start.integration.test.ts",
  "lib/worker/apply.integration.test.ts",
  "lib/worker/worker.integration.test.ts",
  "lib/worker/rewrite.integration.test.ts",
  "lib/worker/stack-life-crash.integration.test.ts",
  "lib/adapters/system/embedded-postgres.integration.test.ts",
  "lib/sandbox/ec2/command-line.integration.test.ts",
  "lib/server/sign-in.integration.test.ts",
  "lib/worker/stack-life.integration.test.ts",
  "lib/sandbox/sandbox.integration.test.ts",
  "lib/testing/chaos/ec2-moves-on.integration.test.ts",
  "lib/adapters/db/backup/backup.integration.test.ts",
  "lib/core/plan/plan-match.laws.test.ts",
  "lib/core/diff/diff-stack.laws.test.ts",
  "lib/core/plan/plan-quota.laws.test.ts",
  "lib/core/plan/plan-stack-life.laws.test.ts",
];

const place = ({ moduleId }: TestSpecification): number => {
  const found = LONGEST.findIndex((file) => moduleId.endsWith(file));
  return found === -1 ? LONGEST.length : found;
};

/** The order of test files: the longest first, the others as vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}
