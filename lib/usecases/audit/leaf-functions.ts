/** What the core's log functions are given: SHA-256, UTF-8, and reading canonical bytes back. */
import { createHash } from "node:crypto";
import type { Sha256, Utf8 } from "#lib/core/audit/leaf.ts";

export const sha256: Sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
export const utf8: Utf8 = (text) => new TextEncoder().encode(text);
/** Null where the bytes are not JSON: what cannot be read says nothing. */
export function parseLeaf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
