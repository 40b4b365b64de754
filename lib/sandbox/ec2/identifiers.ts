import { createHash, randomBytes } from "node:crypto";

/** The same parts give the same id on every machine: `sg-0` and 16 hex digits. */
export function derivedId(prefix: string, ...parts: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${prefix}-0${digest.slice(0, 16)}`;
}

export const freshId = (prefix: string): string => `${prefix}-0${randomBytes(8).toString("hex")}`;

/** Ids have 8 or 17 hex digits after their prefix (EC2-FACTS, "group form"). */
export const isWellFormedId = (prefix: string, id: string): boolean =>
  id.startsWith(`${prefix}-`) && /^([0-9a-f]{8}|[0-9a-f]{17})$/.test(id.slice(prefix.length + 1));
