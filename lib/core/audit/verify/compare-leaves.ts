/**
 * What was done to a list of leaves, told from the list as it was. Leaf hashes are unique (every entry has its own id),
 * so entries are known again wherever they stand.
 */
import type { LogTampering } from "./log-finding.ts";
import { longestRising } from "./longest-rising.ts";

export interface FoundLeaf {
  /** The place it says it has. */
  readonly index: number;
  /** Of its bytes as they are, hexadecimal. */
  readonly hash: string;
}

/** A stretch between two entries that stand as they did. */
interface Gap {
  readonly missing: readonly number[];
  /** Lines of leaves that were not there. */
  readonly strange: readonly number[];
  readonly isLast: boolean;
}

function* gapsOf(
  kept: readonly (readonly [place: number, line: number])[],
  wasThere: readonly string[],
  present: ReadonlySet<number>,
  found: readonly FoundLeaf[],
  known: ReadonlyMap<string, number>,
): Generator<Gap> {
  let [place, line] = [0, 0];
  for (const [atPlace, atLine] of [...kept, [wasThere.length, found.length] as const]) {
    const missing: number[] = [];
    for (; place < atPlace; place += 1) if (!present.has(place)) missing.push(place);
    const strange: number[] = [];
    for (; line < atLine; line += 1) if (!known.has(found[line]?.hash ?? "")) strange.push(line);
    yield { missing, strange, isLast: atPlace === wasThere.length };
    [place, line] = [atPlace + 1, atLine + 1];
  }
}

function findingsOfGap({ missing, strange, isLast }: Gap, found: readonly FoundLeaf[]): LogTampering[] {
  const byNumber = new Map(strange.map((line) => [found[line]?.index, line]));
  const edited = new Map<number, number>();
  for (const place of missing) {
    const line = byNumber.get(place);
    if (line !== undefined) edited.set(place, line);
  }
  const taken = new Set(edited.values());
  const restMissing = missing.filter((place) => !edited.has(place));
  const restStrange = strange.filter((line) => !taken.has(line));
  // What follows the last entry that was there is newer; elsewhere a new leaf in place of an old one is an edit of it.
  const pairs = isLast ? 0 : Math.min(restMissing.length, restStrange.length);
  return [
    ...[...edited.keys(), ...restMissing.slice(0, pairs)].map(
      (place): LogTampering => ({ kind: "edited", place }),
    ),
    ...restMissing.slice(pairs).map((place): LogTampering => ({ kind: "dropped", place })),
    ...(isLast ? [] : restStrange.slice(pairs).map((line): LogTampering => ({ kind: "inserted", line }))),
  ];
}

/** `wasThere`: leaf hashes in the order of their places, hexadecimal. `found` may go on after them. */
export function compareLeaves(
  wasThere: readonly string[],
  found: readonly FoundLeaf[],
): readonly LogTampering[] {
  const known = new Map(wasThere.map((hash, place) => [hash, place]));
  const seen = new Set<number>();
  const copies: LogTampering[] = [];
  const standing: (readonly [place: number, line: number])[] = [];
  for (const [line, { hash }] of found.entries()) {
    const place = known.get(hash);
    if (place === undefined) continue;
    if (seen.has(place)) copies.push({ kind: "inserted", line });
    else standing.push([place, line]);
    seen.add(place);
  }
  const kept = longestRising(standing, ([place]) => place);
  const isKept = new Set(kept.map(([place]) => place));
  const moved = standing
    .filter(([place]) => !isKept.has(place))
    .map(([place, line]): LogTampering => ({ kind: "reordered", place, line }));
  const gaps = [...gapsOf(kept, wasThere, seen, found, known)].flatMap((gap) => findingsOfGap(gap, found));
  const findings = [...gaps, ...moved, ...copies];
  if (findings.length > 0) return findings;
  // Every entry stands where it did. Then at most its number was changed.
  return kept
    .filter(([place, line]) => found[line]?.index !== place)
    .map(([place, line]): LogTampering => ({ kind: "reordered", place, line }));
}
