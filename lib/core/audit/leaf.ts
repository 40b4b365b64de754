/**
 * One leaf of the log: the canonical bytes of an entry, and their hash as RFC 6962 defines it for a leaf, so that a
 * Merkle tree can later grow on the same entries. The hash function and UTF-8 are passed in.
 */
import { canonicalJson, type Json } from "./canonical-json.ts";

export type Sha256 = (bytes: Uint8Array) => Uint8Array;
export type Utf8 = (text: string) => Uint8Array;

/** What an entry says. Ids are UUIDs; what an entry is not about is absent. */
export interface AuditContent {
  readonly id: string;
  /** ISO 8601 UTC, to the millisecond: the time of the transaction that wrote it. */
  readonly at: string;
  /** `person:<uuid>`, `worker` or `system`. */
  readonly actor: string;
  /** What happened: `grant.asked`, `change.approved`, ... */
  readonly action: string;
  readonly stackId?: string;
  readonly groupId?: string;
  readonly changeId?: string;
  readonly grantId?: string;
  readonly personId?: string;
  /** Of each part of what it says of people the salted hash, hexadecimal (`personal.ts`). */
  readonly personal?: { readonly [part: string]: string };
  /** Whatever else makes the entry readable by itself, years later. */
  readonly details: { readonly [name: string]: Json };
}

/** The exact bytes that are kept and hashed. */
export const leafBytes = (content: AuditContent, utf8: Utf8): Uint8Array => utf8(canonicalJson(content));

/** SHA-256(0x00 || bytes). The prefix keeps a leaf from ever being taken for an inner node. */
export function leafHash(bytes: Uint8Array, sha256: Sha256): Uint8Array {
  const prefixed = new Uint8Array(bytes.length + 1);
  prefixed.set(bytes, 1);
  return sha256(prefixed);
}
