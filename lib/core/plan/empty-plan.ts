/** Plans without steps: of a request that changes nothing on EC2. */
import type { Effect, Plan } from "./plan.ts";

export const emptyPlan = (accountId: string, region: string): Plan => ({
  accountId,
  region,
  steps: [],
  pinned: {
    rules: [],
    prefixLists: [],
    referencedGroupIds: [],
    pattern: { name: "", version: 0 },
    interfaces: [],
  },
  gained: [],
  lost: [],
});

/** An effect that is told in sentences alone. */
export const toldEffect = (sentences: readonly string[], warnings: readonly string[] = []): Effect => ({
  gained: [],
  lost: [],
  sentences,
  interfaceIds: [],
  instanceIds: [],
  sessions: [],
  guardrails: [],
  warnings,
});
