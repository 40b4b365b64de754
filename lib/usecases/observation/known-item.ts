import { createHash } from "node:crypto";
import type { ObservedPart } from "#lib/core/group/observation.ts";
import { canonicalBody } from "./canonical-body.ts";

/** One observed thing as it is stored: `body` is canonical JSON, `hash` its SHA-256 in hexadecimal. */
export interface KnownItem {
  readonly kind: ObservedPart;
  readonly itemId: string;
  readonly hash: string;
  readonly body: string;
}

/** What was known before a look. Bodies are read back only of what an incomplete look must keep; else null. */
export type RememberedItem = Omit<KnownItem, "body"> & { readonly body: string | null };

/** SHA-256 of UTF-8 text, hexadecimal. */
export const contentHash = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

export function knownItem(kind: ObservedPart, itemId: string, content: unknown): KnownItem {
  const body = canonicalBody(content);
  return { kind, itemId, body, hash: contentHash(body) };
}
