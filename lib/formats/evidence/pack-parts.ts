/** A pack in parts, each of which is signed by its own hash: so that it can be told which of them was altered. */
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import type { Sha256, Utf8 } from "#lib/core/audit/leaf.ts";
import type { EvidencePack } from "./evidence-pack.ts";

/** What parts are made with. */
export interface Hashing {
  readonly sha256: Sha256;
  readonly utf8: Utf8;
}

export const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Names to hashes, hexadecimal: of each part the SHA-256 of its canonical JSON (RFC 8785). */
export function partHashes(pack: EvidencePack, { sha256, utf8 }: Hashing): ReadonlyMap<string, string> {
  const { rows, changes, log, review, population, summary, ...head } = pack;
  const parts: [string, unknown][] = [
    ["head", head],
    ["review", review],
    ["population", population],
    ["summary", summary],
    ...rows.map((row): [string, unknown] => [`row ${row.row}`, row]),
    ...changes.map((change): [string, unknown] => [`change ${change.number}`, change]),
    ...log.map((entry): [string, unknown] => [`log ${entry.place}`, entry]),
  ];
  return new Map(parts.map(([name, value]) => [name, hex(sha256(utf8(canonicalJson(value))))]));
}
