/**
 * Checks a stretch of the log against itself: every place from the first to the last is taken once, and every leaf's
 * bytes still have the hash that was written when it got its place. It cannot see that the end was cut off, nor that
 * everything was written anew: only a checkpoint held outside can (law 7).
 */
import type { AuditContent, Sha256 } from "./leaf.ts";
import { leafHash } from "./leaf.ts";

/** A row beside its leaf: what is searched and shown must be what was logged. */
export type EntryColumns = {
  readonly [Name in keyof Omit<AuditContent, "details" | "personal">]: string | null;
};

/** A part of what an entry says of people, as it stands beside it. */
export interface BesideRow {
  readonly part: string;
  /** Hexadecimal, as it is noted there. */
  readonly commitment: string;
  /** Whether the clear text is what was committed to, was erased and the log says so, or neither. */
  readonly state: "open" | "erased" | "altered";
}

export interface LogRow {
  readonly index: bigint;
  /** As the sequencer noted it with the place. */
  readonly sequencedHash: Uint8Array;
  /** Null when a place points to no entry. */
  readonly entry: {
    readonly canonical: Uint8Array;
    readonly leafHash: Uint8Array;
    readonly columns: EntryColumns;
    readonly beside: readonly BesideRow[];
  } | null;
}

export type LogFault =
  | { readonly fault: "gap"; readonly from: bigint; readonly to: bigint }
  | { readonly fault: "place-twice"; readonly index: bigint }
  | { readonly fault: "entry-missing"; readonly index: bigint }
  | { readonly fault: "leaf-altered"; readonly index: bigint }
  | { readonly fault: "hash-altered"; readonly index: bigint }
  | { readonly fault: "column-altered"; readonly index: bigint; readonly column: string }
  | { readonly fault: "part-gone" | "part-altered"; readonly index: bigint; readonly part: string };

const equalBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

const COLUMNS = [
  "id",
  "at",
  "actor",
  "action",
  "stackId",
  "groupId",
  "changeId",
  "grantId",
  "personId",
] as const satisfies readonly (keyof EntryColumns)[];

/** What stands in the clear beside an entry must be what its bytes commit to, or have been erased as the log says. */
function faultsBeside(index: bigint, said: object, beside: readonly BesideRow[]): LogFault[] {
  const personal: unknown = Reflect.get(said, "personal") ?? {};
  const committed = new Map<string, unknown>(
    typeof personal === "object" && personal !== null ? Object.entries(personal) : [],
  );
  const gone = [...committed.keys()].filter((part) => !beside.some((row) => row.part === part));
  const altered = beside.filter(
    ({ part, commitment, state }) => state === "altered" || committed.get(part) !== commitment,
  );
  return [
    ...gone.map((part): LogFault => ({ fault: "part-gone", index, part })),
    ...altered.map(({ part }): LogFault => ({ fault: "part-altered", index, part })),
  ];
}

function faultsOfRow(row: LogRow, sha256: Sha256, parse: (bytes: Uint8Array) => unknown): LogFault[] {
  const { index, entry } = row;
  if (entry === null) return [{ fault: "entry-missing", index }];
  const hash = leafHash(entry.canonical, sha256);
  if (!equalBytes(hash, row.sequencedHash)) return [{ fault: "leaf-altered", index }];
  if (!equalBytes(hash, entry.leafHash)) return [{ fault: "hash-altered", index }];
  const content = parse(entry.canonical);
  const said = typeof content === "object" && content !== null ? content : {};
  const columns = COLUMNS.filter((column) => (Reflect.get(said, column) ?? null) !== entry.columns[column]);
  return [
    ...columns.map((column): LogFault => ({ fault: "column-altered", index, column })),
    ...faultsBeside(index, said, entry.beside),
  ];
}

/**
 * Rows in any order, of places `first` and up. `parse` reads canonical bytes back (UTF-8, JSON). No faults: the
 * stretch is what was sequenced.
 */
export function verifySequence(
  rows: readonly LogRow[],
  first: bigint,
  sha256: Sha256,
  parse: (bytes: Uint8Array) => unknown,
): readonly LogFault[] {
  const faults: LogFault[] = [];
  let expected = first;
  for (const row of [...rows].sort((a, b) => (a.index < b.index ? -1 : a.index > b.index ? 1 : 0))) {
    if (row.index < expected) faults.push({ fault: "place-twice", index: row.index });
    if (row.index > expected) faults.push({ fault: "gap", from: expected, to: row.index - 1n });
    faults.push(...faultsOfRow(row, sha256, parse));
    if (row.index >= expected) expected = row.index + 1n;
  }
  return faults;
}

/** A fault in plain words. */
export function describeLogFault(fault: LogFault): string {
  switch (fault.fault) {
    case "gap":
      return fault.from === fault.to
        ? `Entry ${fault.from} is missing.`
        : `Entries ${fault.from} to ${fault.to} are missing.`;
    case "place-twice":
      return `Place ${fault.index} is taken twice, or lies before the part that was asked for.`;
    case "entry-missing":
      return `Place ${fault.index} points to an entry that is not there.`;
    case "leaf-altered":
      return `Entry ${fault.index} is not what was written: its bytes no longer have the hash noted at its place.`;
    case "hash-altered":
      return `The hash kept beside entry ${fault.index} was changed; the entry itself still agrees with its place.`;
    case "column-altered":
      return `Entry ${fault.index}: the column "${fault.column}" does not say what the entry says.`;
    case "part-gone":
      return `Entry ${fault.index}: what it says of people (${fault.part}) was taken away, and no erasure in the log says so. The entry itself is as it was.`;
    case "part-altered":
      return `Entry ${fault.index}: what stands beside it of people (${fault.part}) is not what it commits to. The entry itself is as it was.`;
  }
}
