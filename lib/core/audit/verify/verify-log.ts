/**
 * Holds an export of the log against checkpoints that were kept outside, and tells what was done to it, and where
 * (law 7): the entry where the leaf hashes in the export, or an earlier export, are still those that were signed; else
 * the span between two checkpoints.
 */
import type { Sha256 } from "../leaf.ts";
import { growingTree } from "../tree/growing-tree.ts";
import { sameHash } from "../tree/node-hash.ts";
import type { TreeHead } from "../tree/verify-proof.ts";
import { compareLeaves } from "./compare-leaves.ts";
import type { ExportedLeaf } from "./exported-leaves.ts";
import type { LogTampering } from "./log-finding.ts";

export interface LogVerdict {
  /** None: every entry that a checkpoint covers is what was signed. */
  readonly findings: readonly LogTampering[];
  /** How many entries, from the first on, are proven by a checkpoint. */
  readonly proven: number;
  readonly entries: number;
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Which of the heads are those of this list of leaves; heads that are larger than it are not. `heads` rise by size. */
function fitting(
  leaves: readonly Uint8Array[],
  heads: readonly TreeHead[],
  sha256: Sha256,
): ReadonlySet<TreeHead> {
  const tree = growingTree(sha256);
  const fit = new Set<TreeHead>();
  for (const head of heads) {
    if (head.size > leaves.length) break;
    for (const leaf of leaves.slice(tree.size(), head.size)) tree.add(leaf);
    if (sameHash(tree.root(), head.root)) fit.add(head);
  }
  return fit;
}

/** Pairs of checkpoints that no one log can have. */
function forks(heads: readonly TreeHead[], fit: ReadonlySet<TreeHead>): readonly LogTampering[] {
  const found: LogTampering[] = [];
  for (const [at, head] of heads.entries()) {
    const next = heads[at + 1];
    const isTwice = next?.size === head.size && !sameHash(next.root, head.root);
    if (isTwice) found.push({ kind: "forked", earlier: head.size, later: head.size });
    else if (!fit.has(head)) {
      const later = heads.slice(at + 1).find((each) => fit.has(each) && each.size > head.size);
      if (later !== undefined) found.push({ kind: "forked", earlier: head.size, later: later.size });
    }
  }
  return found;
}

/** The leaf hashes as they were signed, as many of them as can be shown to be; null where nothing shows it. */
function signedLeaves(
  candidates: readonly (readonly Uint8Array[])[],
  heads: readonly TreeHead[],
  sha256: Sha256,
): readonly Uint8Array[] | null {
  for (const leaves of candidates) {
    const last = [...fitting(leaves, heads, sha256)].at(-1);
    const newest = heads.filter(({ size }) => size <= leaves.length).at(-1);
    if (last !== undefined && last === newest) return leaves.slice(0, last.size);
  }
  return null;
}

/** What the export says of itself: places left out or out of order, entries that have not the hash beside them. */
function ownFindings(leaves: readonly ExportedLeaf[]): readonly LogTampering[] {
  const findings: LogTampering[] = [];
  let expected = 0;
  for (const [line, { index, noted, hash }] of leaves.entries()) {
    if (index < expected) findings.push({ kind: "inserted", line });
    for (let place = expected; place < index; place += 1) findings.push({ kind: "dropped", place });
    if (!sameHash(noted, hash)) findings.push({ kind: "edited", place: index });
    expected = Math.max(expected, index + 1);
  }
  return findings;
}

function locate(
  leaves: readonly ExportedLeaf[],
  heads: readonly TreeHead[],
  fit: ReadonlySet<TreeHead>,
): readonly LogTampering[] {
  const own = ownFindings(leaves);
  if (own.length > 0) return own;
  const broken = heads.find((head) => !fit.has(head) && head.size <= leaves.length);
  if (broken === undefined) return [];
  const from = heads.filter((head) => fit.has(head) && head.size < broken.size).at(-1)?.size ?? 0;
  return [{ kind: "altered", from, to: broken.size - 1 }];
}

/**
 * `heads`: of checkpoints whose signatures hold. `earlier`: leaf hashes of an export from before, in order, or null.
 * `leaves` in the order of the export.
 */
export function verifyLog(
  leaves: readonly ExportedLeaf[],
  heads: readonly TreeHead[],
  earlier: readonly Uint8Array[] | null,
  sha256: Sha256,
): LogVerdict {
  const rising = heads.toSorted((a, b) => a.size - b.size);
  const hashes = leaves.map(({ hash }) => hash);
  const fit = fitting(hashes, rising, sha256);
  const noted = leaves.toSorted((a, b) => a.index - b.index).map((leaf) => leaf.noted);
  const signed = signedLeaves(earlier === null ? [noted] : [earlier, noted], rising, sha256) ?? [];
  const found = leaves.map(({ index, hash }) => ({ index, hash: hex(hash) }));
  const compared = compareLeaves(signed.map(hex), found);
  const findings = compared.length > 0 ? compared : locate(leaves, rising, fit);
  return {
    findings: [...forks(rising, fit), ...withoutEnd(findings, leaves.length, signed.length, rising)],
    proven: [...fit].at(-1)?.size ?? 0,
    entries: leaves.length,
  };
}

/** What is missing at the end is one finding, however many entries it is. */
function withoutEnd(
  findings: readonly LogTampering[],
  entries: number,
  known: number,
  heads: readonly TreeHead[],
): readonly LogTampering[] {
  const size = heads.at(-1)?.size ?? 0;
  if (known < size) {
    return entries < size ? [...findings, { kind: "truncated", from: entries, size }] : findings;
  }
  const dropped = new Set(findings.flatMap((each) => (each.kind === "dropped" ? [each.place] : [])));
  let from = size;
  while (dropped.has(from - 1)) from -= 1;
  if (from === size) return findings;
  const inside = findings.filter((each) => each.kind !== "dropped" || each.place < from);
  return [...inside, { kind: "truncated", from, size }];
}
