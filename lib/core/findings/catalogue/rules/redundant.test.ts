import { describe, expect, it } from "vitest";
import { evaluateCase, tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { ACCOUNT, groupOf, interfaceOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import { redundant } from "./redundant.ts";

const one = (...rules: string[]) => observationOf({ groups: [groupOf("sg-a", rules), groupOf("sg-b", [])] });
const list = (entries: readonly string[] | null) => ({
  prefixListId: "pl-1",
  name: "",
  family: "ipv4" as const,
  ownerId: ACCOUNT,
  version: 1,
  maxEntries: 5,
  entries,
});

describe("a rule that adds nothing", () => {
  tryCases(redundant, [
    {
      name: "inside a wider one",
      observation: one("tcp 22 10.0.0.0/8", "tcp 22 10.1.0.0/16"),
      says: ["sure sg-a/ingress tcp 22:22 10.1.0.0/16"],
    },
    {
      name: "covered by two halves",
      observation: one("tcp 22 10.0.0.0/9", "tcp 22 10.128.0.0/9", "tcp 22 10.0.0.0/8"),
      says: [
        "sure sg-a/ingress tcp 22:22 10.0.0.0/8",
        "sure sg-a/ingress tcp 22:22 10.0.0.0/9",
        "sure sg-a/ingress tcp 22:22 10.128.0.0/9",
      ],
    },
    {
      name: "the same twice is one rule",
      observation: one("tcp 22 10.0.0.0/8", "6 22 10.0.0.1/8"),
      says: [],
    },
    {
      name: "a reference inside every address",
      observation: one("tcp 22 0.0.0.0/0", "tcp 22 sg-b"),
      says: [],
    },
    {
      name: "a reference to fewer ports of the same group",
      observation: one("tcp 0-100 sg-b", "tcp 22 sg-b"),
      says: ["sure sg-a/ingress tcp 22:22 sg-b"],
    },
    {
      name: "an empty list",
      observation: { ...one("tcp 22 pl-1"), prefixLists: [list([])] },
      says: ["sure sg-a/ingress tcp 22:22 pl-1"],
    },
    {
      name: "a list that could not be read",
      observation: { ...one("tcp 22 pl-1", "tcp 22 10.0.0.0/8"), prefixLists: [list(null)] },
      says: ["cannot-tell sg-a/ingress/unread"],
    },
    {
      name: "a list that could not be read, alone: it may be empty",
      observation: { ...one("tcp 22 pl-1"), prefixLists: [list(null)] },
      says: ["cannot-tell sg-a/ingress/unread"],
    },
    {
      name: "rules that could not be read",
      observation: observationOf({ groups: [groupOf("sg-a", [], { rulesKnown: false })] }),
      says: ["cannot-tell unread-groups"],
    },
  ]);

  it("comes with the stack's difference where a model speaks of the group, and goes by itself", () => {
    const groups = [
      groupOf("sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0", "tcp 80 198.51.100.0/24"]),
      groupOf("sg-app", ["tcp 8080 sg-web"]),
      groupOf("sg-db", ["tcp 3306 sg-app"]),
      groupOf("sg-ssh", []),
    ];
    const interfaces = [interfaceOf("eni-1", ["sg-web", "sg-ssh"], ["10.0.0.4/32"])];
    const found = evaluateCase(redundant, {
      observation: observationOf({ groups, interfaces }),
      stacks: [stackOf()],
    });
    expect(found).toMatchObject([
      {
        about: "shop/redundant/web/sg-web/ingress tcp 80:80 198.51.100.0/24",
        remedy: {
          kind: "revoke",
          stack: "shop",
          rules: [{ groupId: "sg-web", ruleKey: "ingress tcp 80:80 198.51.100.0/24" }],
        },
      },
    ]);
  });
});
