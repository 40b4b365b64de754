export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Of a SHA-256 hash; null for any other text. */
export const bytesFromHex = (text: string): Uint8Array | null =>
  /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, "hex") : null;
