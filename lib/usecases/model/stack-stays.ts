import { conflict, type Refusal } from "#lib/core/refusal.ts";
import type { Transaction } from "../ports.ts";

/**
 * Why a stack can neither be retired nor move to another account or Region: its grants and changes are about rules
 * where it is, and elsewhere their end would find nothing to close. Null when nothing is under way. The row stays
 * locked, so that nobody asks for anything on it meanwhile.
 */
export async function whyStackStays(
  transaction: Transaction,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Refusal | null> {
  await transaction.$queryRaw`SELECT 1 FROM stack WHERE id = ${id}::uuid FOR UPDATE`;
  const grants = await transaction.grant.count({
    where: { stackId: id, state: { in: ["asked", "live", "ending"] } },
  });
  if (grants > 0) return conflict(`${grants} grants on ${name} have not ended yet.`);
  const changes = await transaction.changeRequest.count({
    where: { stackId: id, state: { in: ["open", "approved", "applying", "unknown", "partial"] } },
  });
  return changes > 0 ? conflict(`${changes} changes on ${name} are not finished yet.`) : null;
}
