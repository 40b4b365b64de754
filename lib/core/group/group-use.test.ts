import { describe, expect, it } from "vitest";
import { groupOf, interfaceOf, observationOf, ruleOf } from "#lib/core/testing/estate.ts";
import { carriersOf, referencesTo } from "./group-use.ts";
import { indexObservation } from "./observation-index.ts";

const index = indexObservation(
  observationOf({
    groups: [
      groupOf("sg-a", ["tcp 22 sg-a", "6 22 sg-a", "tcp 80 10.0.0.0/8"]),
      groupOf("sg-b", ["tcp 80 sg-a", ruleOf("-1 * sg-a", "egress"), "tcp 80 sg-b"]),
    ],
    interfaces: [
      interfaceOf("eni-2", ["sg-a"], []),
      interfaceOf("eni-1", ["sg-b", "sg-a"], []),
      interfaceOf("eni-3", ["sg-b"], []),
    ],
  }),
);

describe("who uses a group", () => {
  it("names the interfaces that carry it, by id", () => {
    expect(carriersOf("sg-a", index).map(({ interfaceId }) => interfaceId)).toStrictEqual(["eni-1", "eni-2"]);
    expect(carriersOf("sg-none", index)).toStrictEqual([]);
  });

  it("names each rule that refers to it once, itself included", () => {
    expect(referencesTo("sg-a", index)).toStrictEqual([
      { groupId: "sg-a", direction: "ingress", ruleKey: "ingress tcp 22:22 sg-a" },
      { groupId: "sg-b", direction: "egress", ruleKey: "egress -1 * sg-a" },
      { groupId: "sg-b", direction: "ingress", ruleKey: "ingress tcp 80:80 sg-a" },
    ]);
  });
});
