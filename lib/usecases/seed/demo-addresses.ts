import { z } from "zod";
import type { Database, Transaction } from "../ports.ts";

/** The setting that says which address a demo person asks from: everybody's real one is loopback there. */
export const DEMO_ADDRESSES_KEY = "demo-addresses";

const addressesSchema = z.record(z.uuid(), z.ipv4());

/** The address to offer this person beside the sandbox; null where none is set. */
export async function demoAddressOf(
  transaction: Transaction | Database,
  personId: string,
): Promise<string | null> {
  const row = await transaction.setting.findUnique({ where: { key: DEMO_ADDRESSES_KEY } });
  if (row === null) return null;
  return addressesSchema.parse(row.value)[personId] ?? null;
}
