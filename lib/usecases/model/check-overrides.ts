import { type PolicyOverrides, policyOfStack } from "#lib/core/grant/policy.ts";
import { type Result, succeed } from "#lib/core/result.ts";
import type { Transaction } from "../ports.ts";
import { readPolicy } from "./read-policy.ts";
import { badPart, type TextRefusal } from "./text-refusal.ts";

/** A stack's own words about policy must make sense together with the organisation's. */
export async function checkOverrides(
  transaction: Transaction,
  overrides: PolicyOverrides,
): Promise<Result<null, TextRefusal>> {
  const { policy } = await readPolicy(transaction);
  const together = policyOfStack(policy, overrides);
  if (together.minSeconds > together.maxSeconds) {
    return badPart(
      "policy.times",
      "With the organisation's policy, the shortest time is longer than the longest.",
    );
  }
  return succeed(null);
}
