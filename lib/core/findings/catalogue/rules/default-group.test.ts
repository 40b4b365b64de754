import { describe, expect, it } from "vitest";
import { evaluateCase, tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { groupOf, interfaceOf, observationOf, ruleOf } from "#lib/core/testing/estate.ts";
import { defaultGroupOpen } from "./default-group-open.ts";
import { defaultGroupUsed } from "./default-group-used.ts";

const AS_MADE = ["-1 * sg-default", ruleOf("-1 * 0.0.0.0/0", "egress")];
const byDefault = (rules: Parameters<typeof groupOf>[1]) => groupOf("sg-default", rules, { name: "default" });
const carrier = interfaceOf("eni-1", ["sg-default"], ["10.0.0.4/32"]);

describe("a default group that lets traffic through", () => {
  tryCases(defaultGroupOpen, [
    {
      name: "as EC2 makes it",
      observation: observationOf({ groups: [byDefault(AS_MADE)] }),
      says: ["sure sg-default"],
    },
    {
      name: "outward only",
      observation: observationOf({ groups: [byDefault(AS_MADE.slice(1))] }),
      says: ["sure sg-default"],
    },
    { name: "closed", observation: observationOf({ groups: [byDefault([])] }), says: [] },
    {
      name: "naming only a group that is gone",
      observation: observationOf({ groups: [byDefault(["tcp 22 sg-gone"])] }),
      says: [],
    },
    {
      name: "naming a list that was not read",
      observation: observationOf({ groups: [byDefault(["tcp 22 pl-9"])] }),
      says: ["cannot-tell sg-default/unread"],
    },
    {
      name: "another group, open",
      observation: observationOf({ groups: [groupOf("sg-a", AS_MADE)] }),
      says: [],
    },
    {
      name: "rules that could not be read",
      observation: observationOf({
        groups: [groupOf("sg-default", [], { name: "default", rulesKnown: false })],
      }),
      says: ["cannot-tell unread-groups"],
    },
  ]);

  it("is closed by a plan only while nothing carries it", () => {
    const remedyOf = (interfaces: readonly (typeof carrier)[], unread: readonly "interfaces"[] = []) =>
      evaluateCase(defaultGroupOpen, {
        observation: observationOf({ groups: [byDefault(AS_MADE)], interfaces }, unread),
      })[0]?.remedy;
    expect(remedyOf([])).toMatchObject({ kind: "revoke", rules: [{}, {}] });
    expect(remedyOf([carrier])).toMatchObject({
      kind: "none",
      because: expect.stringContaining("1 interface"),
    });
    expect(remedyOf([], ["interfaces"])).toMatchObject({ kind: "none" });
  });
});

describe("a default group in use", () => {
  const named = groupOf("sg-a", ["tcp 22 sg-default"]);
  tryCases(defaultGroupUsed, [
    {
      name: "carried",
      observation: observationOf({ groups: [byDefault([])], interfaces: [carrier] }),
      says: ["sure sg-default"],
    },
    {
      name: "named by another group",
      observation: observationOf({ groups: [byDefault([]), named] }),
      says: ["sure sg-default"],
    },
    { name: "named by itself alone", observation: observationOf({ groups: [byDefault(AS_MADE)] }), says: [] },
    {
      name: "carried at some earlier time",
      observation: observationOf({ groups: [byDefault([])], interfaces: [carrier] }, ["interfaces"]),
      says: ["cannot-tell unread-interfaces"],
    },
  ]);
});
