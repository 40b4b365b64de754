import type { Transaction } from "../../ports.ts";

export interface SignedCheckpoint {
  readonly size: number;
  readonly keyId: string;
  /** The signed note. */
  readonly note: string;
  readonly at: Date;
}

/** What was signed of the log last, by a key or by any; null when nothing was yet. */
export async function newestCheckpoint(
  transaction: Transaction,
  keyId?: string,
): Promise<SignedCheckpoint | null> {
  const row = await transaction.auditCheckpoint.findFirst({
    where: keyId === undefined ? {} : { keyId },
    orderBy: [{ size: "desc" }, { at: "desc" }],
    select: { size: true, keyId: true, note: true, at: true },
  });
  return row === null ? null : { ...row, size: Number(row.size) };
}
