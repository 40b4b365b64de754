/**
 * Canonical JSON (RFC 8785): one text for equal data, so that a hash speaks for it. Members stand in the order of
 * their UTF-16 code units, numbers and strings as ECMAScript prints them, no white space.
 */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue };

/** Throws on what has no JSON form (NaN, infinities) or no UTF-8 form (a lone surrogate). */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("JSON has no such number.");
  if (typeof value === "string") return canonicalText(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${canonicalText(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${members.join(",")}}`;
}

const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value);

function canonicalText(text: string): string {
  if (!text.isWellFormed()) throw new RangeError("A lone surrogate has no UTF-8 form.");
  return JSON.stringify(text);
}
