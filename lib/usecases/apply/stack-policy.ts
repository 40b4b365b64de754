import { type Policy, policyOfStack } from "#lib/core/grant/policy.ts";
import { readStoredOverrides } from "#lib/formats/policy/stored-policy.ts";
import { readPolicy } from "../model/read-policy.ts";
import type { Database, Transaction } from "../ports.ts";

/** The policy that holds for a stack now: the organisation's, with the stack's own words on top. */
export async function stackPolicy(db: Database | Transaction, stackId: string): Promise<Policy> {
  const { policy } = await readPolicy(db);
  const stack = await db.stack.findUniqueOrThrow({ where: { id: stackId }, select: { policy: true } });
  return policyOfStack(policy, readStoredOverrides(stack.policy));
}
