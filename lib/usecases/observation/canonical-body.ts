import { canonicalJson, type Json } from "#lib/core/audit/canonical-json.ts";

const INTEGER = /^(0|[1-9]\d*)$/;

/** Text from EC2 may hold half a character, which has no UTF-8 form: it becomes U+FFFD. */
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

/** The same value with its members in canonical order; null where an engine would not keep that order. */
function inOrder(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value !== "object" || value === null) return value === undefined ? null : value;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const ordered = inOrder(item);
      if (ordered === null && item !== null && item !== undefined) return null;
      items.push(ordered);
    }
    return items;
  }
  const names = Object.keys(value).sort();
  const ordered: Record<string, unknown> = {};
  for (const name of names) {
    // Numbers for names come first in an object, whatever the order in which they were set.
    if (name === "__proto__" || INTEGER.test(name) || !name.isWellFormed()) return null;
    const member: unknown = value[name as keyof typeof value];
    const inner = inOrder(member);
    if (inner === null && member !== null && member !== undefined) return null;
    ordered[name] = inner;
  }
  return ordered;
}

/**
 * Canonical JSON (RFC 8785) of an observed thing. A look writes it for everything it reads, so the engine's own writer
 * does it wherever the order of members can be left to it.
 */
export function canonicalBody(value: unknown): string {
  const ordered = inOrder(value);
  return ordered === null ? canonicalJson(plainJson(value)) : JSON.stringify(ordered);
}
