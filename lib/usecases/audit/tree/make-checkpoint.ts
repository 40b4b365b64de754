import { sameHash } from "#lib/core/audit/tree/node-hash.ts";
import type { TreeHead } from "#lib/core/audit/tree/verify-proof.ts";
import { printCheckpoint } from "#lib/formats/log/checkpoint.ts";
import type { Database, Transaction } from "../../ports.ts";
import type { NoteSigner } from "../../review/make-packs.ts";
import { BrokenTree, placesGiven } from "./kept-hashes.ts";
import { type StoredTree, storedTree } from "./stored-tree.ts";

const CHECKPOINT_LOCK = 72_707_372;

export type CheckpointOutcome =
  | { readonly kind: "made"; readonly size: number; readonly note: string }
  /** The newest one says it all, or is too young for another. */
  | { readonly kind: "none-due" }
  /** What was signed before is not the beginning of this log: nothing more is signed. */
  | { readonly kind: "contradicted"; readonly sentence: string };

export interface CheckpointWanted {
  readonly signer: NoteSigner;
  /** What places outside hold, signed with this key. */
  readonly outside: readonly TreeHead[];
  /** The least age of the newest one, unless a checkpoint is wanted now. */
  readonly everySeconds: number;
}

/** Signs the log as it is, when that is due. A log that what was signed before contradicts is never signed. */
export const makeCheckpoint = (db: Database, wanted: CheckpointWanted): Promise<CheckpointOutcome> =>
  db.$transaction(
    async (transaction) => {
      await transaction.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(${CHECKPOINT_LOCK}::bigint)) held`;
      return await signWhenDue(transaction, wanted);
    },
    { timeout: 60_000 },
  );

async function signWhenDue(
  transaction: Transaction,
  { signer, outside, everySeconds }: CheckpointWanted,
): Promise<CheckpointOutcome> {
  const [newest] = await transaction.$queryRaw<{ size: bigint; root: Uint8Array; young: boolean }[]>`
    SELECT size, root, at > clock_timestamp() - make_interval(secs => ${everySeconds}::float8) AS young
      FROM audit_checkpoint WHERE key_id = ${signer.keyId} ORDER BY size DESC LIMIT 1`;
  const size = await placesGiven(transaction);
  const before = [...outside, ...(newest ? [{ size: Number(newest.size), root: newest.root }] : [])];
  const tree = storedTree(transaction);
  for (const head of before) {
    const sentence = await contradiction(tree, size, head);
    if (sentence !== null) return { kind: "contradicted", sentence };
  }
  if (newest !== undefined && (newest.young || Number(newest.size) === size)) return { kind: "none-due" };
  const root = await tree.rootAt(size);
  const note = signer.signNote(printCheckpoint({ origin: signer.name, size, root }));
  await transaction.auditCheckpoint.create({
    data: { size, keyId: signer.keyId, root: Uint8Array.from(root), note },
    select: { size: true },
  });
  return { kind: "made", size, note };
}

/** Why a log of `size` cannot be the one whose head was signed before; null when it begins with it. */
export async function contradiction(tree: StoredTree, size: number, head: TreeHead): Promise<string | null> {
  if (head.size > size) {
    return `A checkpoint of ${head.size} entries was signed, and the log has ${size}: its end was cut off, or an older database was restored.`;
  }
  try {
    if (sameHash(await tree.rootAt(head.size), head.root)) return null;
  } catch (error) {
    if (!(error instanceof BrokenTree)) throw error;
    return error.message;
  }
  return `The first ${head.size} entries of the log are not those that were signed.`;
}
