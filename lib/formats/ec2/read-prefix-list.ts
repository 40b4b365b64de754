import type { ObservedPrefixList } from "#lib/core/group/observation.ts";
import { fieldsOf, optionalInteger, optionalText, textOf } from "./shape.ts";

/**
 * One `ManagedPrefixList` of `DescribeManagedPrefixLists` with its entries as CIDRs (null when they could not be
 * read). Throws `WrongShape`.
 */
export function readPrefixList(raw: unknown, entries: readonly string[] | null): ObservedPrefixList {
  const list = fieldsOf(raw);
  const ownerId = optionalText(list.OwnerId, "OwnerId") ?? "";
  const version = optionalInteger(list.Version, "Version");
  const maxEntries = optionalInteger(list.MaxEntries, "MaxEntries");
  const managedByAws = ownerId === "AWS";
  return {
    prefixListId: textOf(list.PrefixListId, "PrefixListId"),
    name: optionalText(list.PrefixListName, "PrefixListName") ?? "",
    family: optionalText(list.AddressFamily, "AddressFamily") === "IPv6" ? "ipv6" : "ipv4",
    ownerId,
    version: managedByAws ? null : version,
    maxEntries: managedByAws ? null : maxEntries,
    entries: entries === null ? null : [...new Set(entries)].sort(),
  };
}

/** One `PrefixListEntry` of `GetManagedPrefixListEntries`. Throws `WrongShape`. */
export const readPrefixListEntry = (raw: unknown): string => textOf(fieldsOf(raw).Cidr, "Cidr");
