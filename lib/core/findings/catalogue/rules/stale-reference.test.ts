import { describe } from "vitest";
import { tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { groupOf, observationOf, ruleOf } from "#lib/core/testing/estate.ts";
import { staleReference } from "./stale-reference.ts";

const over = (status: string) => {
  const rule = ruleOf("tcp 22 sg-far");
  const peer = { kind: "group", groupId: "sg-far", ownerId: "999988887777", peeringId: "pcx-1" } as const;
  return observationOf({
    groups: [groupOf("sg-a", [{ ...rule, peer: { ...peer, peeringStatus: status } }])],
  });
};

describe("a rule that names a group that is gone", () => {
  tryCases(staleReference, [
    {
      name: "deleted",
      observation: observationOf({ groups: [groupOf("sg-a", ["tcp 22 sg-gone"])] }),
      says: ["sure sg-a/ingress tcp 22:22 sg-gone"],
    },
    {
      name: "behind an ended peering",
      observation: over("deleted"),
      says: ["sure sg-a/ingress tcp 22:22 sg-far"],
    },
    {
      name: "behind a pending peering",
      observation: over("pending-acceptance"),
      says: ["cannot-tell sg-a/ingress tcp 22:22 sg-far"],
    },
    { name: "behind an active peering", observation: over("active"), says: [] },
    { name: "itself", observation: observationOf({ groups: [groupOf("sg-a", ["tcp 22 sg-a"])] }), says: [] },
    {
      name: "perhaps on a page that could not be read",
      observation: observationOf({ groups: [groupOf("sg-a", ["tcp 22 sg-gone"])] }, ["groups"]),
      says: ["cannot-tell sg-a/ingress tcp 22:22 sg-gone", "cannot-tell unlisted-groups"],
    },
  ]);
});
