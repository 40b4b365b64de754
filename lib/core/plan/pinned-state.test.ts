import { describe, expect, it } from "vitest";
import { ruleKey } from "../group/canonical-rule.ts";
import type { ObservedRule } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, observationOf, ruleOf } from "../testing/estate.ts";
import { pinnedState } from "./pinned-state.ts";
import type { PlanStep } from "./plan.ts";

const index = indexObservation(
  observationOf({
    groups: [
      groupOf("sg-a", [
        "tcp 22 10.0.0.0/8",
        "tcp 20-25 10.1.0.0/16",
        "tcp 22 11.0.0.0/8",
        "tcp 80 10.0.0.0/8",
        "tcp 22 pl-1",
        "tcp 22 sg-b",
        ruleOf("tcp 22 10.0.0.0/8", "egress"),
      ]),
      groupOf(
        "sg-b",
        ["tcp 1 sg-foreign", "tcp 1 sg-gone"].map((text) => ownedBy(ruleOf(text))),
      ),
    ],
    prefixLists: [
      {
        prefixListId: "pl-1",
        name: "vpn",
        family: "ipv4",
        ownerId: "111122223333",
        version: 3,
        maxEntries: 5,
        entries: ["10.0.0.0/24"],
      },
    ],
  }),
);

function ownedBy(rule: ObservedRule): ObservedRule {
  if (rule.peer.kind !== "group") return rule;
  const { ownerId: _, ...peer } = rule.peer;
  return { ...rule, peer: peer.groupId === "sg-foreign" ? { ...peer, ownerId: "999999999999" } : peer };
}

const specified = (text: string, direction: "ingress" | "egress" = "ingress") => {
  const { ruleId: _, tags: __, ...rule } = ruleOf(text, direction);
  return rule;
};

const pinned = (...steps: readonly PlanStep[]) => {
  const { rules, ...others } = pinnedState(steps, { name: "p", version: 2 }, index);
  return { ...others, rules: rules.map(({ groupId, rule }) => `${groupId} ${ruleKey(rule)}`) };
};

const come = (groupId: string, text: string): PlanStep => ({
  action: "authorize",
  groupId,
  rule: specified(text),
  tags: {},
});
const carry = (interfaceId: string, before: string[], after: string[]): PlanStep => ({
  action: "set-interface-groups",
  interfaceId,
  before,
  after,
});

const NOTHING = {
  rules: [],
  prefixLists: [],
  referencedGroupIds: [],
  pattern: { name: "p", version: 2 },
  interfaces: [],
};

describe("what a plan rests on", () => {
  it("nothing but the pattern, without steps", () => expect(pinned()).toEqual(NOTHING));

  it("the rules of the same side that share a flow with a step's, and the lists they pass through", () =>
    expect(pinned(come("sg-a", "tcp 22 10.0.0.0/16"), come("sg-a", "tcp 23 10.1.0.0/24"))).toEqual({
      ...NOTHING,
      rules: [
        "sg-a ingress tcp 20:25 10.1.0.0/16",
        "sg-a ingress tcp 22:22 10.0.0.0/8",
        "sg-a ingress tcp 22:22 pl-1",
      ],
      prefixLists: [{ prefixListId: "pl-1", version: 3 }],
    }));

  it("lists and groups that steps name, a list that was not read without a version", () =>
    expect(
      pinned(come("sg-b", "tcp 9 pl-2"), come("sg-b", "tcp 9 sg-a"), come("sg-x", "tcp 9 sg-b")),
    ).toEqual({
      ...NOTHING,
      prefixLists: [{ prefixListId: "pl-2", version: null }],
      referencedGroupIds: ["sg-a", "sg-b"],
    }));

  it("both rules of a change in place", () =>
    expect(
      pinned({
        action: "modify",
        groupId: "sg-a",
        ruleId: "sgr-1",
        before: specified("tcp 80 10.0.0.0/8"),
        after: specified("tcp 22 11.0.0.0/9"),
      }).rules,
    ).toEqual(["sg-a ingress tcp 22:22 11.0.0.0/8", "sg-a ingress tcp 80:80 10.0.0.0/8"]));

  it("the rules of several groups by group, whichever comes first", () => {
    const steps = [come("sg-b", "tcp 1 sg-foreign"), come("sg-a", "tcp 80 10.0.0.0/8")];
    for (const each of [steps, steps.toReversed()])
      expect(pinned(...each).rules).toEqual([
        "sg-a ingress tcp 80:80 10.0.0.0/8",
        "sg-b ingress tcp 1:1 sg-foreign",
      ]);
  });

  it("a step's own rule also where it lets nothing through", () =>
    expect(
      pinned({ action: "revoke", groupId: "sg-b", rule: specified("tcp 1 sg-gone"), ruleId: null }).rules,
    ).toEqual(["sg-b ingress tcp 1:1 sg-gone"]));

  it("every rule of a group that goes; of groups that rules name, those that are there or another account's", () =>
    expect(pinned({ action: "delete-group", groupId: "sg-b", name: "b" })).toEqual({
      ...NOTHING,
      rules: ["sg-b ingress tcp 1:1 sg-foreign", "sg-b ingress tcp 1:1 sg-gone"],
      referencedGroupIds: ["sg-foreign"],
    }));

  it("the groups of interfaces, by id, and those they get", () => {
    const steps = [carry("eni-2", ["sg-a"], ["sg-b", "sg-a"]), carry("eni-1", ["sg-b"], ["sg-b", "sg-none"])];
    for (const each of [steps, steps.toReversed()])
      expect(pinned(...each)).toEqual({
        ...NOTHING,
        referencedGroupIds: ["sg-a", "sg-b"],
        interfaces: [
          { interfaceId: "eni-1", groupIds: ["sg-b"] },
          { interfaceId: "eni-2", groupIds: ["sg-a"] },
        ],
      });
  });
});
