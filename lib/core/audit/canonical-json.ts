/**
 * RFC 8785 canonical JSON: equal values have exactly one text. Members stand in the order of their UTF-16 code units,
 * numbers as ECMAScript prints them, no white space. What JSON cannot say throws: it is a bug to log it.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const LONE_SURROGATE = /\p{Surrogate}/u;
/** Printable ASCII with nothing to escape, as nearly every name and value is. */
const AS_IT_IS = /^[ !#-[\]-~]*$/;

function canonicalString(text: string): string {
  if (AS_IT_IS.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) throw new TypeError("A text with half a character has no canonical form.");
  return JSON.stringify(text);
}

function canonicalNumber(number: number): string {
  if (!Number.isFinite(number)) throw new TypeError(`${number} has no canonical form.`);
  return JSON.stringify(number);
}

/** The one text of a value. Absent optional members (`undefined`) are left out, as JSON does. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return canonicalString(value);
  if (typeof value === "number") return canonicalNumber(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`A ${typeof value} has no canonical form.`);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError("Only plain objects have a canonical form.");
  }
  let members = "";
  // The plain order of texts is that of their code units.
  for (const name of Object.keys(value).sort()) {
    const member: unknown = Reflect.get(value, name);
    if (member === undefined) continue;
    members += `${members === "" ? "" : ","}${canonicalString(name)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}
