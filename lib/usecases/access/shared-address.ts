import type { Transaction } from "../ports.ts";

/**
 * A warning for an address that other people have used as theirs: a shared way out (an office, a provider's gateway)
 * lets in everybody behind it. None where nobody else has.
 */
export async function sharedAddressWarnings(
  transaction: Transaction,
  cidr: string,
  ownerId: string,
): Promise<readonly string[]> {
  const others = await transaction.source.findMany({
    where: { value: cidr, ownerId: { not: ownerId } },
    select: { owner: { select: { displayName: true } } },
    orderBy: { owner: { displayName: "asc" } },
  });
  const names = [...new Set(others.flatMap(({ owner }) => (owner === null ? [] : [owner.displayName])))];
  if (names.length === 0) return [];
  const whose = names.slice(0, 3).map((name) => `${name}'s`);
  const more = names.length > 3 ? ` and ${names.length - 3} others'` : "";
  return [`${cidr} is ${whose.join(", ")}${more} too: everybody behind it gets in while it is open.`];
}
