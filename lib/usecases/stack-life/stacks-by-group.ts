import { bindingsSchema } from "#lib/formats/stack/stored-bindings.ts";
import type { Database, Transaction } from "../ports.ts";

/** The stacks in use of an account and Region that a group plays a tier of, by group id. */
export async function stacksByGroup(
  db: Database | Transaction,
  scopeId: string,
  exceptId: string | null = null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const others = await db.stack.findMany({
    where: { scopeId, retiredAt: null, ...(exceptId === null ? {} : { id: { not: exceptId } }) },
    select: { name: true, bindings: true },
    orderBy: { name: "asc" },
  });
  const users = new Map<string, string[]>();
  for (const { name, bindings } of others) {
    for (const { primaryGroupId, otherGroupIds } of bindingsSchema.parse(bindings)) {
      for (const groupId of [primaryGroupId, ...otherGroupIds]) {
        users.set(groupId, [...(users.get(groupId) ?? []), name]);
      }
    }
  }
  return users;
}
