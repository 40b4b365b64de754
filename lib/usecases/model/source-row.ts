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

/** The source of this owner with this value, named anew when the name differs. */
export async function findOrCreateSource(
  transaction: Transaction,
  name: string,
  peer: OpenSource["peer"],
  ownerId: string | null,
): Promise<string> {
  const { kind, value } = sourceKey(peer);
  const known = await transaction.source.findFirst({
    where: { kind, value, ownerId },
    select: { id: true, name: true },
  });
  if (known === null) {
    const made = await transaction.source.create({
      data: { name, kind, value, ownerId },
      select: { id: true },
    });
    return made.id;
  }
  if (known.name !== name) await transaction.source.update({ where: { id: known.id }, data: { name } });
  return known.id;
}
