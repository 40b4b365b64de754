import { NormalizedSchema } from "@smithy/core/schema";
import type { SchemaRef } from "@smithy/types";

/** Encodes an operation's output by the schema the SDK ships: members in the schema's order, absent ones left out. */
export function encodeOutput(schema: SchemaRef, output: object): string {
  const shape = NormalizedSchema.of(schema);
  return shape.isStructSchema() ? encodeMembers(shape, output) : "";
}

function encodeMembers(shape: NormalizedSchema, value: object): string {
  const fields = new Map<string, unknown>(Object.entries(value));
  let xml = "";
  for (const [name, member] of shape.structIterator()) {
    xml += encodeMember(member, member.getMergedTraits().xmlName ?? name, fields.get(name));
  }
  return xml;
}

function encodeMember(shape: NormalizedSchema, element: string, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return encodeList(shape, element, value);
  if (value instanceof Date) return wrap(element, value.toISOString());
  if (typeof value === "object") return wrap(element, encodeMembers(shape, value));
  return wrap(element, escapeXml(String(value)));
}

function encodeList(shape: NormalizedSchema, element: string, items: readonly unknown[]): string {
  const member = shape.getValueSchema();
  if (shape.getMergedTraits().xmlFlattened) {
    return items.map((item) => encodeMember(member, element, item)).join("");
  }
  const item = member.getMergedTraits().xmlName ?? "member";
  return wrap(element, items.map((value) => encodeMember(member, item, value)).join(""));
}

const wrap = (element: string, inner: string): string =>
  inner === "" ? `<${element}/>` : `<${element}>${inner}</${element}>`;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
  "\t": "&#9;",
  "\n": "&#10;",
};

/** Text from a tag or a name may hold anything; what XML 1.0 cannot carry becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"\r\t\n]/g, (character) => escapes[character] ?? character)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
