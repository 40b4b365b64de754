import { DEFAULT_POLICY, type Policy } from "#lib/core/grant/policy.ts";
import { readStoredPolicy } from "#lib/formats/policy/stored-policy.ts";
import type { Database, Transaction } from "../ports.ts";

/** The key of the setting that holds the organisation's policy. */
export const POLICY_KEY = "policy";

/** The organisation's policy, and the version it was saved as: 0 where nobody has saved one. */
export async function readPolicy(
  transaction: Transaction | Database,
): Promise<{ readonly policy: Policy; readonly version: number }> {
  const row = await transaction.setting.findUnique({ where: { key: POLICY_KEY } });
  if (row === null) return { policy: DEFAULT_POLICY, version: 0 };
  return { policy: readStoredPolicy(row.value), version: row.version };
}
