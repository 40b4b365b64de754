import type { EvidencePack } from "#lib/formats/evidence/evidence-pack.ts";
import { textOf } from "#lib/formats/log/base64.ts";
import { newestCheckpoint } from "../audit/tree/newest-checkpoint.ts";
import { proveInclusion } from "../audit/tree/prove-inclusion.ts";
import { storedTree } from "../audit/tree/stored-tree.ts";
import type { Transaction } from "../ports.ts";

/**
 * The pack with a proof beside each of its entries that the log holds them where they say, under the newest checkpoint of
 * this key. Null while that does not cover them all.
 */
export async function withProofs(
  transaction: Transaction,
  pack: EvidencePack,
  keyId: string,
): Promise<EvidencePack | null> {
  const checkpoint = await newestCheckpoint(transaction, keyId);
  if (checkpoint === null || pack.log.some(({ place }) => place >= checkpoint.size)) return null;
  const tree = storedTree(transaction);
  const log: EvidencePack["log"] = [];
  for (const entry of pack.log) {
    const path = await proveInclusion(tree, entry.place, checkpoint.size);
    log.push({ ...entry, proof: path.map(textOf) });
  }
  return { ...pack, checkpoint: checkpoint.note, log };
}
