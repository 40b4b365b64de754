const HASH_BYTES = 32;

/** The bytes that a base64 text says; null where the same bytes have another text, or it is none. */
export function bytesOf(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

/** A SHA-256 hash in base64; null for anything else. */
export function hashOf(text: string): Uint8Array | null {
  const bytes = bytesOf(text);
  return bytes?.length === HASH_BYTES ? bytes : null;
}

export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** A count or place as these formats write it: digits without leading zeros; null for anything else. */
export function countOf(text: string): number | null {
  const count = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : null;
  return count !== null && Number.isSafeInteger(count) ? count : null;
}
