import { leafHash } from "#lib/core/audit/leaf.ts";
import { sameHash } from "#lib/core/audit/tree/node-hash.ts";
import { rootOfInclusion } from "#lib/core/audit/tree/verify-proof.ts";
import { hashOf } from "../log/base64.ts";
import type { Checkpoint } from "../log/checkpoint.ts";
import type { EvidencePack } from "./evidence-pack.ts";
import type { Hashing } from "./pack-parts.ts";

interface Unproven {
  readonly part: string;
  readonly sentence: string;
}

/** `head`: what the pack's checkpoint says, when its signature holds. Packs from before the log was a tree have none. */
export function unprovenEntries(
  { format, checkpoint, log }: EvidencePack,
  head: Checkpoint | null,
  { sha256, utf8 }: Hashing,
): readonly Unproven[] {
  if (format === "sallyport-evidence-pack@1" && checkpoint === undefined) return [];
  if (head === null) {
    return [
      { part: "checkpoint", sentence: "Its checkpoint of the log is missing, or not signed with this key." },
    ];
  }
  return log
    .filter(({ place, entry, proof = [] }) => {
      const path = proof.map(hashOf).filter((hash) => hash !== null);
      const root = rootOfInclusion(leafHash(utf8(entry), sha256), place, head.size, path, sha256);
      return path.length !== proof.length || root === null || !sameHash(root, head.root);
    })
    .map(({ place }) => ({
      part: `log ${place}`,
      sentence: `The log that was signed has no such entry at place ${place}: its proof does not hold.`,
    }));
}
