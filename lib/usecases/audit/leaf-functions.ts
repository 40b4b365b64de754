/** What the core's log functions are given: SHA-256, UTF-8, and reading canonical bytes back. */
import { hash } from "node:crypto";
import type { Sha256, Utf8 } from "#lib/core/audit/leaf.ts";

// As text and back: for a few hundred bytes that is several times faster than a hash that comes as bytes.
export const sha256: Sha256 = (bytes) => Buffer.from(hash("sha256", bytes, "binary"), "latin1");
export const sha256Hex = (bytes: Uint8Array): string => hash("sha256", bytes, "hex");
const encoder = new TextEncoder();
export const utf8: Utf8 = (text) => encoder.encode(text);
/** Null where the bytes are not JSON: what cannot be read says nothing. */
export function parseLeaf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
