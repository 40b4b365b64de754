import { expect, test } from "vitest";
import type { PlanStep } from "./plan.ts";
import { plannedSteps } from "./step-progress.ts";

const attach = (interfaceId: string): PlanStep => ({
  action: "set-interface-groups",
  interfaceId,
  before: ["sg-a"],
  after: ["sg-b"],
});

test("steps are counted from one, and nothing was done for any of them", () => {
  const steps = [attach("eni-1"), attach("eni-2")];
  const untouched = { state: "planned", attempts: 0, lastAt: null, note: null };
  expect(plannedSteps({ steps })).toEqual([
    { ordinal: 1, operation: steps[0], ...untouched },
    { ordinal: 2, operation: steps[1], ...untouched },
  ]);
});
