/** Prefix lists with their entries, from the three commands that tell them. */
import type { ObservedPrefixList } from "#lib/core/group/observation.ts";
import { readPrefixList, readPrefixListEntry } from "../read-prefix-list.ts";
import { type Fields, fieldsOf, listOf, textOf } from "../shape.ts";
import type { DescribedProblem } from "./described-file.ts";
import { type Page, readItems } from "./described-pages.ts";
import { isWhole } from "./part-status.ts";

/** `describe-prefix-lists` tells the networks of AWS's own lists, and no list of a customer. */
const isOfAws = (list: Fields): boolean => list.Cidrs !== undefined;

const cidrsOf = (list: Fields): string[] => listOf(list.Cidrs, "Cidrs").map((cidr) => textOf(cidr, "Cidrs"));

const ofAws = (list: Fields): ObservedPrefixList => {
  const cidrs = cidrsOf(list);
  const family = cidrs.some((cidr) => cidr.includes(":")) ? "IPv6" : "IPv4";
  return readPrefixList({ AddressFamily: family, OwnerId: "AWS", ...list }, cidrs);
};

/** EC2's answer does not say whose entries they are, so the file's name must. */
const idInName = (file: string): string | null => /pl-[0-9a-f]+/.exec(file)?.[0] ?? null;

const entriesIn = (pages: readonly Page[], problems: DescribedProblem[]): Map<string, string[]> => {
  const byList = new Map<string, Page[]>();
  for (const page of pages) {
    const prefixListId = idInName(page.file);
    if (prefixListId !== null) byList.set(prefixListId, [...(byList.get(prefixListId) ?? []), page]);
    else {
      const reason = "does not say of which prefix list: put its id (pl-...) into the file's name";
      problems.push({ file: page.file, place: page.key, reason });
    }
  }
  return new Map(
    [...byList]
      .map(([prefixListId, own]): [string, Page[]] => [prefixListId, own])
      .filter(([, own]) => isWhole(own))
      .map(([prefixListId, own]) => [prefixListId, readItems(own, readPrefixListEntry, problems)]),
  );
};

export const describedPrefixLists = (
  lists: readonly Page[],
  entries: readonly Page[],
  problems: DescribedProblem[],
): ObservedPrefixList[] => {
  const entriesOf = entriesIn(entries, problems);
  const found = new Map<string, ObservedPrefixList>();
  readItems(
    lists,
    (raw) => {
      const list = fieldsOf(raw);
      const id = textOf(list.PrefixListId, "PrefixListId");
      const other = found.get(id);
      if (!isOfAws(list)) found.set(id, readPrefixList(list, entriesOf.get(id) ?? other?.entries ?? null));
      else if (other === undefined) found.set(id, ofAws(list));
      else found.set(id, { ...other, entries: other.entries ?? ofAws(list).entries });
    },
    problems,
  );
  return [...found.values()];
};

/** Whether every list was given: `describe-prefix-lists` alone never does. */
export const withoutAwsOnly = (pages: readonly Page[]): Page[] =>
  pages.filter((page) => {
    const [first] = page.items;
    return typeof first !== "object" || first === null || !Object.hasOwn(first, "Cidrs");
  });
