import { describe } from "vitest";
import { tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { ACCOUNT, groupOf, observationOf } from "#lib/core/testing/estate.ts";
import { ipv6Twin } from "./ipv6-twin.ts";

const one = (...rules: string[]) => observationOf({ groups: [groupOf("sg-a", rules)] });

const withList = (entries: readonly string[] | null) => ({
  ...one("tcp 22 198.51.100.0/24", "tcp 22 pl-1"),
  prefixLists: [
    {
      prefixListId: "pl-1",
      name: "",
      family: "ipv6" as const,
      ownerId: ACCOUNT,
      version: 1,
      maxEntries: 5,
      entries,
    },
  ],
});

describe("closed on IPv4, open on IPv6", () => {
  tryCases(ipv6Twin, [
    {
      name: "one office on IPv4, everybody on IPv6",
      observation: one("tcp 22 198.51.100.0/24", "tcp 22 ::/0"),
      says: ["sure sg-a"],
    },
    {
      name: "a group on IPv4, halves of IPv6",
      observation: one("tcp 8080 sg-a", "tcp 8080 2000::/4", "tcp 8080 3000::/4"),
      says: ["sure sg-a"],
    },
    {
      name: "a range that meets a closed port",
      observation: one("tcp 8080 10.0.0.0/8", "tcp 8000-9000 ::/0"),
      says: ["sure sg-a"],
    },
    { name: "both families open", observation: one("tcp 443 0.0.0.0/0", "tcp 443 ::/0"), says: [] },
    { name: "IPv6 alone, for nobody was IPv4 closed", observation: one("tcp 443 ::/0"), says: [] },
    { name: "other ports on IPv4", observation: one("tcp 22 198.51.100.0/24", "tcp 443 ::/0"), says: [] },
    {
      name: "one network on IPv6",
      observation: one("tcp 22 198.51.100.0/24", "tcp 22 2001:db8::/32"),
      says: [],
    },
    {
      name: "an IPv6 list that could not be read",
      observation: withList(null),
      says: ["cannot-tell sg-a/unread"],
    },
    { name: "an IPv6 list that is everybody", observation: withList(["::/0"]), says: ["sure sg-a"] },
    {
      name: "rules that could not be read",
      observation: observationOf({ groups: [groupOf("sg-a", [], { rulesKnown: false })] }),
      says: ["cannot-tell unread-groups"],
    },
  ]);
});
