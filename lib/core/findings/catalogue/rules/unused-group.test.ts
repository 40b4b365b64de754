import { describe } from "vitest";
import { tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { groupOf, interfaceOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import { unusedGroup } from "./unused-group.ts";

const idle = groupOf("sg-a", ["tcp 22 sg-a"]);

describe("a group that nothing seems to use", () => {
  tryCases(unusedGroup, [
    {
      name: "named by itself alone: never proof",
      observation: observationOf({ groups: [idle] }),
      says: ["cannot-tell sg-a"],
    },
    {
      name: "carried",
      observation: observationOf({ groups: [idle], interfaces: [interfaceOf("eni-1", ["sg-a"], [])] }),
      says: [],
    },
    {
      name: "named by another",
      observation: observationOf({ groups: [idle, groupOf("sg-b", ["tcp 22 sg-a"])] }),
      says: ["cannot-tell sg-b"],
    },
    {
      name: "bound to a tier",
      observation: observationOf({
        groups: ["web", "app", "db", "ssh"].map((tier) => groupOf(`sg-${tier}`, [])),
      }),
      stacks: [stackOf()],
      says: [],
    },
    {
      name: "a default group, which cannot go",
      observation: observationOf({ groups: [groupOf("sg-a", [], { name: "default" })] }),
      says: [],
    },
    {
      name: "interfaces that could not be read",
      observation: observationOf({ groups: [idle] }, ["interfaces"]),
      says: ["cannot-tell unread-interfaces"],
    },
  ]);
});
