import type { Transaction } from "../ports.ts";

/** The lock under which the database counts cloud admins (migration 0002): one change of administrators at a time. */
export async function lockAdministrators(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(72707370)`;
}

/** Whoever relies on roles for longer than one query: until this transaction is over no administrator changes. */
export async function holdAdministrators(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock_shared(72707370)`;
}

/** Whether a cloud admin without an end, enabled, remains besides this person. */
export async function anotherCloudAdmin(transaction: Transaction, personId: string): Promise<boolean> {
  const others = await transaction.roleAssignment.count({
    where: {
      role: "cloud_admin",
      validUntil: null,
      personId: { not: personId },
      person: { disabledAt: null },
    },
  });
  return others > 0;
}
