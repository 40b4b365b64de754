import { parseCidr, printCidr } from "#lib/core/net/cidr.ts";
import type { OpenSource } from "#lib/core/tier/pattern.ts";
import type { Transaction } from "../ports.ts";

/** The kind and canonical value under which a source is kept. */
export function sourceKey(peer: OpenSource["peer"]): { readonly kind: string; readonly value: string } {
  switch (peer.kind) {
    case "prefix-list":
      return { kind: "prefix-list", value: peer.prefixListId };
    case "group":
      return { kind: "group", value: peer.groupId };
    case "cidr": {
      const cidr = parseCidr(peer.cidr);
      if (!cidr.ok) throw new Error(`A source was let through that is no CIDR: ${peer.cidr}`);
      return { kind: cidr.value.family, value: printCidr(cidr.value) };
    }
  }
}

interface KnownSource {
  readonly id: string;
  readonly name: string;
}

/** The source of this owner with this value; null where nobody named it yet. */
export function knownSource(
  transaction: Transaction,
  peer: OpenSource["peer"],
  ownerId: string | null,
): Promise<KnownSource | null> {
  return transaction.source.findFirst({
    where: { ...sourceKey(peer), ownerId },
    // Of nobody's there may be two: always the same one.
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}

/** The source of this owner with this value, by the name it has; called `name` where nobody named it yet. */
export async function findOrCreateSource(
  transaction: Transaction,
  name: string,
  peer: OpenSource["peer"],
  ownerId: string | null,
): Promise<KnownSource> {
  const known = await knownSource(transaction, peer, ownerId);
  return (
    known ??
    (await transaction.source.create({
      data: { name, ...sourceKey(peer), ownerId },
      select: { id: true, name: true },
    }))
  );
}

/**
 * The same as it was until now, and named anew where its name differs: for whoever may say what it is called.
 */
export async function nameSource(
  transaction: Transaction,
  name: string,
  peer: OpenSource["peer"],
  ownerId: string | null,
): Promise<KnownSource> {
  const was = await findOrCreateSource(transaction, name, peer, ownerId);
  if (was.name !== name) await transaction.source.update({ where: { id: was.id }, data: { name } });
  return was;
}
