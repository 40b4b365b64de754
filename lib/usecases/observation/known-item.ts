import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "#lib/core/audit/canonical-json.ts";
import type { ObservedPart } from "#lib/core/group/observation.ts";

/** One observed thing as it is stored: `body` is canonical JSON, `hash` its SHA-256 in hexadecimal. */
export interface KnownItem {
  readonly kind: ObservedPart;
  readonly itemId: string;
  readonly hash: string;
  readonly body: string;
}

/** SHA-256 of UTF-8 text, hexadecimal. */
export const contentHash = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Plain data as JSON. Text from EC2 may hold half a character, which has no UTF-8 form: it becomes U+FFFD. */
function plainJson(value: unknown): Json {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name.toWellFormed(), plainJson(member)] as const),
    );
  }
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

export function knownItem(kind: ObservedPart, itemId: string, content: unknown): KnownItem {
  const body = canonicalJson(plainJson(content));
  return { kind, itemId, body, hash: contentHash(body) };
}
