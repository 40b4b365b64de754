import { growingTree } from "#lib/core/audit/tree/growing-tree.ts";
import { sameHash } from "#lib/core/audit/tree/node-hash.ts";
import type { Checkpoint } from "#lib/formats/log/checkpoint.ts";
import type { Transaction } from "../../ports.ts";
import { sha256 } from "../leaf-functions.ts";
import { BrokenTree, placesGiven } from "./kept-hashes.ts";
import { storedTree } from "./stored-tree.ts";

/** Reads a checkpoint whose signature by this key (as text) holds. */
export type ReadSigned = (note: string, key: string) => Checkpoint | null;

export interface TreeCheck {
  /** The next entry of the log, in order. */
  readonly add: (leafHash: Uint8Array) => void;
  /** After the last one: what does not hold, in plain words, and how many entries a checkpoint covers. */
  readonly finish: () => Promise<{ readonly faults: readonly string[]; readonly signed: number }>;
}

/** What can be believed of notes that were kept outside, by any key that this database knows. */
async function outsideHeads(
  transaction: Transaction,
  readSigned: ReadSigned,
  notes: readonly string[],
  faults: string[],
): Promise<readonly Checkpoint[]> {
  const keys = await transaction.signingKey.findMany({ select: { verifier: true } });
  return notes.flatMap((note) => {
    const heads = keys.flatMap(({ verifier }) => readSigned(note, verifier) ?? []);
    if (heads.length === 0) {
      faults.push(
        "A checkpoint from outside is signed with no key that this database knows, or was altered.",
      );
    }
    return heads.slice(0, 1);
  });
}

/**
 * Holds the log, entry by entry, against the checkpoints and the tree that the database keeps, and against `outside`:
 * notes that were kept elsewhere.
 */
export async function treeCheck(
  transaction: Transaction,
  readSigned: ReadSigned,
  outside: readonly string[],
): Promise<TreeCheck> {
  const rows = await transaction.auditCheckpoint.findMany({
    orderBy: [{ size: "asc" }, { keyId: "asc" }],
    select: { size: true, root: true, note: true, key: { select: { verifier: true } } },
  });
  const faults: string[] = [];
  const kept = rows.flatMap(({ size, root, note, key }) => {
    const head = readSigned(note, key.verifier);
    if (head !== null && head.size === Number(size) && sameHash(head.root, root)) return [head];
    faults.push(`The checkpoint of ${size} entries was altered: its signature does not hold.`);
    return [];
  });
  const heads = [...kept, ...(await outsideHeads(transaction, readSigned, outside, faults))].sort(
    (a, b) => a.size - b.size,
  );
  const tree = growingTree(sha256);
  let [next, signed] = [0, 0];
  const compare = (): void => {
    for (let head = heads[next]; head?.size === tree.size(); head = heads[next]) {
      if (sameHash(head.root, tree.root())) signed = head.size;
      else {
        const from = heads[next - 1]?.size ?? 0;
        faults.push(
          `The log is not what was signed: something in entries ${from} to ${head.size - 1} was altered together with its hashes, or before.`,
        );
      }
      next += 1;
    }
  };
  compare();
  return {
    add: (leafHash) => {
      tree.add(leafHash);
      compare();
    },
    finish: async () => {
      const newest = heads.at(-1);
      if (newest !== undefined && next < heads.length) {
        faults.push(
          `The end was cut off: ${newest.size} entries were signed, and the log has ${tree.size()}.`,
        );
      }
      // Where places are missing, that has been said; the tree over the others would be another one.
      const isWhole = tree.size() === (await placesGiven(transaction));
      if (isWhole && !(await isKept(transaction, tree.size(), tree.root()))) {
        faults.push("The tree that is kept beside the log was altered: proofs made from it will not hold.");
      }
      return { faults, signed };
    },
  };
}

async function isKept(transaction: Transaction, size: number, root: Uint8Array): Promise<boolean> {
  try {
    return sameHash(await storedTree(transaction).rootAt(size), root);
  } catch (error) {
    if (error instanceof BrokenTree) return false;
    throw error;
  }
}
