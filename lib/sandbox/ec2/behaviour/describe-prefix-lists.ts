import type {
  DescribeManagedPrefixListsRequest,
  DescribeManagedPrefixListsResult,
  GetManagedPrefixListEntriesRequest,
  GetManagedPrefixListEntriesResult,
} from "@aws-sdk/client-ec2";
import { invalidValue, Refusal } from "../refusal.ts";
import type { PrefixList } from "../state.ts";
import { type Call, ownRegion } from "./call.ts";
import { type FilterTable, list } from "./listing.ts";
import { tagList } from "./tags.ts";

const prefixListFilters: FilterTable<PrefixList> = {
  "owner-id": (prefixList) => [prefixList.owner],
  "prefix-list-id": (prefixList) => [prefixList.id],
  "prefix-list-name": (prefixList) => [prefixList.name],
};

const pageSizes = { least: 1, most: 100 };

export const missingPrefixList = (id: string): Refusal =>
  new Refusal("InvalidPrefixListID.NotFound", `The prefix list ID '${id}' does not exist`);

export function describeManagedPrefixLists(
  call: Call,
  input: DescribeManagedPrefixListsRequest,
): DescribeManagedPrefixListsResult {
  const page = list(input, {
    items: Object.values(ownRegion(call).prefixLists),
    id: (prefixList) => prefixList.id,
    tags: (prefixList) => prefixList.tags,
    filters: prefixListFilters,
    pageSizes,
    asked: input.PrefixListIds,
    missing: missingPrefixList,
  });
  return {
    PrefixLists: page.items.map((prefixList) => ({
      PrefixListId: prefixList.id,
      PrefixListName: prefixList.name,
      PrefixListArn: `arn:aws:ec2:${call.region}:${prefixList.owner === "AWS" ? "aws" : prefixList.owner}:prefix-list/${prefixList.id}`,
      AddressFamily: prefixList.family,
      State: "create-complete",
      OwnerId: prefixList.owner,
      // AWS publishes neither for its own lists.
      MaxEntries: prefixList.owner === "AWS" ? undefined : prefixList.maxEntries,
      Version: prefixList.owner === "AWS" ? undefined : prefixList.version,
      Tags: tagList(prefixList.tags),
    })),
    NextToken: page.nextToken,
  };
}

export function getManagedPrefixListEntries(
  call: Call,
  input: GetManagedPrefixListEntriesRequest,
): GetManagedPrefixListEntriesResult {
  const id = input.PrefixListId ?? "";
  const prefixList = ownRegion(call).prefixLists[id];
  if (prefixList === undefined) throw missingPrefixList(id);
  if (input.TargetVersion !== undefined && input.TargetVersion !== prefixList.version) {
    throw invalidValue(`The version ${input.TargetVersion} of the prefix list ${id} is not kept here`);
  }
  const page = list(input, {
    items: prefixList.entries,
    id: (entry) => entry.cidr,
    filters: {},
    pageSizes,
  });
  return {
    Entries: page.items.map(({ cidr, description }) => ({ Cidr: cidr, Description: description })),
    NextToken: page.nextToken,
  };
}
