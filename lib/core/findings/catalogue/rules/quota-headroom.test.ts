import { describe } from "vitest";
import { tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { ACCOUNT, groupOf, interfaceOf, observationOf } from "#lib/core/testing/estate.ts";
import { quotaHeadroom } from "./quota-headroom.ts";

const limits = { rulesPerGroup: 10, groupsPerInterface: 2, assumedBecause: null };
const rules = (count: number) => Array.from({ length: count }, (_, at) => `tcp ${at} 10.0.0.0/8`);
const one = (...texts: string[]) => observationOf({ groups: [groupOf("sg-a", texts)] });
const lists = (maxEntries: number | null) => [
  {
    prefixListId: "pl-1",
    name: "com.example",
    family: "ipv4" as const,
    ownerId: ACCOUNT,
    version: 1,
    maxEntries,
    entries: [],
  },
];

describe("little room under a quota", () => {
  tryCases(quotaHeadroom, [
    { name: "nine of ten", observation: one(...rules(9)), limits, says: ["sure sg-a/ingress/ipv4"] },
    { name: "eight of ten", observation: one(...rules(8)), limits, says: [] },
    {
      name: "references count in both families",
      observation: one(...rules(9).map((rule) => rule.replace("10.0.0.0/8", "sg-a"))),
      limits,
      says: ["sure sg-a/ingress/ipv4", "sure sg-a/ingress/ipv6"],
    },
    {
      name: "a list counts its greatest size",
      observation: { ...one("tcp 22 pl-1"), prefixLists: lists(9) },
      limits,
      says: ["sure sg-a/ingress/ipv4"],
    },
    {
      name: "a list whose weight nobody publishes",
      observation: { ...one("tcp 22 pl-1"), prefixLists: lists(null) },
      limits,
      says: ["cannot-tell sg-a/ingress/ipv4/unread"],
    },
    {
      name: "an interface that can carry no more",
      observation: observationOf({ groups: [], interfaces: [interfaceOf("eni-1", ["sg-a", "sg-b"], [])] }),
      limits,
      says: ["sure eni-1"],
    },
    {
      name: "limits that were not read",
      observation: one(...rules(59)),
      says: ["cannot-tell unread-limits"],
    },
    { name: "far from limits that were not read", observation: one(...rules(9)), says: [] },
  ]);
});
