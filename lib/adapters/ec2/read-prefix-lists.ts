import { DescribeManagedPrefixListsCommand, GetManagedPrefixListEntriesCommand } from "@aws-sdk/client-ec2";
import { z } from "zod";
import type { ObservedPrefixList } from "#lib/core/group/observation.ts";
import { readPrefixList, readPrefixListEntry } from "#lib/formats/ec2/read-prefix-list.ts";
import type { PartReading } from "#lib/usecases/observation/estate-reader.ts";
import type { Connection } from "./ec2-clients.ts";
import type { OnPage } from "./listings.ts";
import { readCall } from "./read-call.ts";
import { readPages } from "./read-pages.ts";

const LISTS_A_PAGE = 100;
const ENTRIES_A_PAGE = 100;

const idSchema = z.object({ PrefixListId: z.string() });
const idOf = (raw: unknown): string => idSchema.parse(raw).PrefixListId;

async function readEntries(to: Connection, prefixListId: string): Promise<PartReading<string>> {
  return readPages(
    async (token) => {
      const answer = await readCall("GetManagedPrefixListEntries", to.describes, () =>
        to.ec2.send(
          new GetManagedPrefixListEntriesCommand({
            PrefixListId: prefixListId,
            MaxResults: ENTRIES_A_PAGE,
            ...(token === undefined ? {} : { NextToken: token }),
          }),
        ),
      );
      return { items: (answer.Entries ?? []).map(readPrefixListEntry), nextToken: answer.NextToken };
    },
    () => undefined,
  );
}

/** Every prefix list with its entries; entries that could not be read are unknown (null), never none. */
export async function listPrefixLists(
  to: Connection,
  onPage: OnPage,
  prefixListIds?: readonly string[],
): Promise<PartReading<ObservedPrefixList>> {
  if (prefixListIds?.length === 0) return { items: [], complete: true, problem: null };
  const problems: string[] = [];
  const lists = await readPages(async (token) => {
    const answer = await readCall("DescribeManagedPrefixLists", to.describes, () =>
      to.ec2.send(
        new DescribeManagedPrefixListsCommand({
          MaxResults: LISTS_A_PAGE,
          ...(prefixListIds === undefined
            ? {}
            : { Filters: [{ Name: "prefix-list-id", Values: [...prefixListIds] }] }),
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      ),
    );
    const items: ObservedPrefixList[] = [];
    for (const raw of answer.PrefixLists ?? []) {
      const entries = await readEntries(to, idOf(raw));
      if (entries.problem !== null) problems.push(entries.problem);
      items.push(readPrefixList(raw, entries.complete ? entries.items : null));
    }
    return { items, nextToken: answer.NextToken };
  }, onPage);
  if (lists.problem !== null) problems.push(lists.problem);
  return { items: lists.items, complete: problems.length === 0, problem: problems[0] ?? null };
}
