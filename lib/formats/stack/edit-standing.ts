/** Edits the standing sources in a stack's text, and leaves everything else of it as people wrote it. */
import { isMap, isSeq, parseDocument, type YAMLMap } from "yaml";
import { parseCidr, printCidr } from "#lib/core/net/cidr.ts";

export interface NamedStanding {
  /** Canonical CIDR, pl-... or sg-... */
  readonly value: string;
  /** E-mail address; null where nobody is named. */
  readonly owner: string | null;
}

/** `remove`, or the ISO date of the next review. */
export type StandingEdit = { readonly kind: "remove" } | { readonly kind: "review"; readonly on: string };

const canonical = (text: string): string => {
  const cidr = parseCidr(text);
  return cidr.ok ? printCidr(cidr.value) : text;
};

function isIt(item: YAMLMap, { value, owner }: NamedStanding): boolean {
  const [source, named] = [item.get("source"), item.get("owner")];
  if (typeof source !== "string" || canonical(source) !== value) return false;
  return (typeof named === "string" ? named.toLowerCase() : null) === (owner?.toLowerCase() ?? null);
}

/** The text with the edit made; null where the text does not list it. */
export function editStanding(yaml: string, standing: NamedStanding, edit: StandingEdit): string | null {
  const document = parseDocument(yaml);
  const list = document.get("standing");
  if (document.errors.length > 0 || !isSeq(list)) return null;
  const found = list.items.filter((item): item is YAMLMap => isMap(item) && isIt(item, standing));
  if (found.length === 0) return null;
  if (edit.kind === "remove") {
    list.items = list.items.filter((item) => !found.some((each) => each === item));
    if (list.items.length === 0) document.delete("standing");
  } else for (const item of found) item.set("review", edit.on);
  return document.toString({ lineWidth: 0 });
}
