import { z } from "zod";
import type { ObservedPrefixList } from "#lib/core/group/observation.ts";

const prefixListSchema = z.object({
  PrefixListId: z.string(),
  PrefixListName: z.string().nullish(),
  AddressFamily: z.string().nullish(),
  OwnerId: z.string().nullish(),
  Version: z.number().int().nullish(),
  MaxEntries: z.number().int().nullish(),
});

/**
 * One `ManagedPrefixList` of `DescribeManagedPrefixLists` with its entries as CIDRs (null when they could not be
 * read). Throws on another shape.
 */
export function readPrefixList(raw: unknown, entries: readonly string[] | null): ObservedPrefixList {
  const list = prefixListSchema.parse(raw);
  const managedByAws = list.OwnerId === "AWS";
  return {
    prefixListId: list.PrefixListId,
    name: list.PrefixListName ?? "",
    family: list.AddressFamily === "IPv6" ? "ipv6" : "ipv4",
    ownerId: list.OwnerId ?? "",
    version: managedByAws ? null : (list.Version ?? null),
    maxEntries: managedByAws ? null : (list.MaxEntries ?? null),
    entries: entries === null ? null : [...new Set(entries)].sort(),
  };
}

const entrySchema = z.object({ Cidr: z.string() });

/** One `PrefixListEntry` of `GetManagedPrefixListEntries`. */
export const readPrefixListEntry = (raw: unknown): string => entrySchema.parse(raw).Cidr;
