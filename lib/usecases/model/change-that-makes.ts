import type { Transaction } from "../ports.ts";

/** The number of the change that is on its way to make a planned stack; null when none is. */
export async function changeThatMakes(transaction: Transaction, stackId: string): Promise<number | null> {
  const change = await transaction.changeRequest.findFirst({
    where: { stackId, kind: "create-stack", state: { in: ["open", "approved", "applying", "unknown"] } },
    select: { number: true },
  });
  return change?.number ?? null;
}
