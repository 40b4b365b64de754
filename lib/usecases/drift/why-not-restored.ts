import type { Transaction } from "../ports.ts";
import { watchOf } from "./watch-of.ts";

/** Why nothing may be put back on a stack without asking (any more); null when it may. */
export async function whyNotRestored(transaction: Transaction, stackId: string): Promise<string | null> {
  const { mode } = await watchOf(transaction, stackId);
  return mode === "restore" ? null : "Nothing is put back by itself on this stack any more.";
}
