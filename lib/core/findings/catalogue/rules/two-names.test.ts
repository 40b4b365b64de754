import { describe } from "vitest";
import { tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { ACCOUNT, observationOf } from "#lib/core/testing/estate.ts";
import { twoNames } from "./two-names.ts";

const source = (name: string, value: string) => ({ name, value, ownerName: null });
const list = (prefixListId: string, entries: readonly string[] | null) => ({
  prefixListId,
  name: "",
  family: "ipv4" as const,
  ownerId: ACCOUNT,
  version: 1,
  maxEntries: 5,
  entries,
});
const nothing = observationOf({});

describe("one network under two names", () => {
  tryCases(twoNames, [
    {
      name: "two sources",
      observation: nothing,
      sources: [source("Office", "198.51.100.0/24"), source("HQ", "198.51.100.9/24")],
      says: ["sure 198.51.100.0/24"],
    },
    {
      name: "one source of two people",
      observation: nothing,
      sources: [source("Office", "198.51.100.0/24"), source("office ", "198.51.100.0/24")],
      says: [],
    },
    {
      name: "two networks",
      observation: nothing,
      sources: [source("Office", "198.51.100.0/25"), source("HQ", "198.51.100.0/24")],
      says: [],
    },
    {
      name: "hostile names",
      observation: nothing,
      sources: [source("\u202Ea", "10.0.0.1/32"), source("<b>", "10.0.0.1/32")],
      says: ["sure 10.0.0.1/32"],
    },
    {
      name: "two lists",
      observation: observationOf({
        prefixLists: [
          list("pl-1", ["10.0.0.0/8", "192.0.2.0/24"]),
          list("pl-2", ["192.0.2.0/24", "10.0.0.0/8"]),
        ],
      }),
      says: ["sure pl-1+pl-2"],
    },
    {
      name: "empty lists",
      observation: observationOf({ prefixLists: [list("pl-1", []), list("pl-2", [])] }),
      says: [],
    },
    {
      name: "a list that could not be read",
      observation: observationOf({ prefixLists: [list("pl-1", null), list("pl-2", ["10.0.0.0/8"])] }),
      says: ["cannot-tell unread-lists"],
    },
  ]);
});
