import { describe, expect, it } from "vitest";
import { diffStack } from "../diff/diff-stack.ts";
import type { Observation } from "../group/observation.ts";
import { groupOf, interfaceOf, observationOf, sourceOf, stackOf } from "../testing/estate.ts";
import { pinText } from "./pin.ts";
import { planMatch } from "./plan-match.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { simulate, simulateAll } from "./simulate.ts";
import { type Progress, stillHolds } from "./still-holds.ts";

const stack = stackOf({
  openSources: [
    sourceOf("203.0.113.7/32"),
    { name: "VPN", peer: { kind: "prefix-list", prefixListId: "pl-1" } },
  ],
});
const PATTERN = { name: "three-tier", version: 1 };

const estate = (
  app: readonly string[] = ["tcp 8000-9000 sg-web"],
  ssh: readonly string[] = ["tcp 22 0.0.0.0/0"],
) =>
  observationOf({
    groups: [
      groupOf("sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"]),
      groupOf("sg-app", app),
      groupOf("sg-db", ["tcp 3306 sg-app"]),
      groupOf("sg-ssh", ssh),
    ],
    interfaces: [interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"])],
    prefixLists: [
      {
        prefixListId: "pl-1",
        name: "vpn",
        family: "ipv4",
        ownerId: "111122223333",
        version: 3,
        maxEntries: 5,
        entries: ["198.51.100.0/24"],
      },
    ],
  });

const BEFORE = estate();
const plan = (() => {
  const proposal = planMatch(stack, diffStack(stack, BEFORE), BEFORE, {
    removeRedundant: false,
    acceptNoSshSource: false,
    acceptQuotaGap: false,
    limits: DEFAULT_LIMITS,
  });
  if (!proposal.ok) throw new Error(proposal.problem.sentence);
  return proposal.value.plan;
})();

const changed = (now: Observation, progress?: Progress, pattern = PATTERN): string => {
  const holds = stillHolds(plan, now, pattern, progress);
  return holds.ok ? "" : holds.problem.join("\n");
};
const withGroup = (
  groupId: string,
  change: (rules: readonly string[]) => readonly string[],
  rules: readonly string[],
) => ({
  ...BEFORE,
  groups: BEFORE.groups.map((group) => (group.groupId === groupId ? groupOf(groupId, change(rules)) : group)),
});

describe("a plan still holds", () => {
  it("when nothing it rests on changed: other rules, names, descriptions and instances may", () => {
    const now = {
      ...withGroup("sg-app", (rules) => [...rules, "tcp 22 10.0.0.0/8"], ["tcp 8000-9000 sg-web"]),
      interfaces: [...BEFORE.interfaces, interfaceOf("eni-2", ["sg-app", "sg-ssh"], ["10.0.0.2/32"])],
    };
    expect(changed(now)).toBe("");
    const described = {
      ...BEFORE,
      groups: BEFORE.groups.map((group) => ({
        ...group,
        name: "x",
        rules: group.rules.map((rule) => ({ ...rule, description: "y", tags: { a: "b" } })),
      })),
    };
    expect(changed(described)).toBe("");
  });

  it("after any steps that were done, and with any that nobody can tell about", () => {
    let now = BEFORE;
    plan.steps.forEach((step, place) => {
      const done = new Set(Array.from({ length: place }, (_, at) => at));
      const unsettled = new Set([place]);
      expect(changed(now, { done, unsettled: new Set() })).toBe("");
      expect(changed(now, { done, unsettled })).toBe("");
      now = simulate(now, step);
      expect(changed(now, { done, unsettled })).toBe("");
      expect(changed(now, { done, unsettled: new Set() })).not.toBe("");
    });
    expect(plan.steps.length).toBeGreaterThan(4);
  });
});

describe("a plan holds no more, and says why", () => {
  it("a rule that was to be revoked is gone", () => {
    expect(changed(estate(["tcp 8080 sg-web"]))).toMatch(/tcp\/8000-9000 from sg-web is no longer in sg-app/);
  });

  it("a rule that was to be revoked became another", () => {
    expect(changed(estate(["tcp 8000-9001 sg-web"]))).toMatch(/tcp\/8000-9001 from sg-web is in sg-app now/);
  });

  it("a rule that was to be added is there", () => {
    expect(changed(estate(undefined, ["tcp 22 0.0.0.0/0", "tcp 22 203.0.113.7/32"]))).toMatch(
      /tcp\/22 from 203\.0\.113\.7\/32 is in sg-ssh now/,
    );
  });

  it("a rule beside it opens the same flows", () => {
    expect(changed(estate(undefined, ["tcp 22 0.0.0.0/0", "tcp 20-22 203.0.113.0/24"]))).toMatch(
      /in sg-ssh now/,
    );
  });

  it("the prefix list has another version", () => {
    const now = { ...BEFORE, prefixLists: BEFORE.prefixLists.map((list) => ({ ...list, version: 4 })) };
    expect(changed(now)).toMatch(/pl-1 changed: version 3 then, 4 now/);
  });

  it("the interface carries other groups", () => {
    const now = { ...BEFORE, interfaces: [interfaceOf("eni-1", ["sg-web", "sg-x"], ["10.0.0.1/32"])] };
    expect(changed(now)).toMatch(/eni-1 carries other groups now/);
    expect(changed({ ...BEFORE, interfaces: [] })).toMatch(/eni-1 does not exist any more/);
  });

  it("a group is gone or unreadable", () => {
    const without = (groupId: string) => ({
      ...BEFORE,
      groups: BEFORE.groups.filter((group) => group.groupId !== groupId),
    });
    expect(changed(without("sg-ssh"))).toMatch(/sg-ssh does not exist any more/);
    expect(changed(without("sg-web"))).toMatch(/sg-web/);
    const unread = { ...BEFORE, groups: BEFORE.groups.map((group) => ({ ...group, rulesKnown: false })) };
    expect(changed(unread)).toMatch(/could not be read/);
  });

  it("the stack follows another version of its pattern", () => {
    expect(changed(BEFORE, undefined, { name: "three-tier", version: 2 })).toMatch(/version 2 now/);
  });
});

describe("the pin", () => {
  it("is the same for the same plan, however EC2 describes its rules", () => {
    const other = {
      ...plan,
      pinned: {
        ...plan.pinned,
        rules: plan.pinned.rules.map((each) => ({
          ...each,
          rule: { ...each.rule, description: "z", tags: { z: "z" } },
        })),
      },
    };
    expect(pinText(other)).toBe(pinText(plan));
    expect(pinText(JSON.parse(JSON.stringify(plan)))).toBe(pinText(plan));
  });

  it("is another for any other step, rule, list, pattern or flow", () => {
    const after = simulateAll(BEFORE, plan.steps.slice(0, 1));
    const variants = [
      { ...plan, steps: plan.steps.slice(1) },
      { ...plan, steps: [...plan.steps].reverse() },
      { ...plan, pinned: { ...plan.pinned, rules: plan.pinned.rules.slice(1) } },
      ...[{ fromPort: 1 }, { ruleId: "sgr-other" }].map((more) => {
        const [first, ...others] = plan.pinned.rules;
        if (first === undefined) throw new Error("It rests on rules.");
        const rules = [{ ...first, rule: { ...first.rule, ...more } }, ...others];
        return { ...plan, pinned: { ...plan.pinned, rules } };
      }),
      {
        ...plan,
        pinned: { ...plan.pinned, rules: plan.pinned.rules.map((each) => ({ ...each, groupId: "sg-x" })) },
      },
      { ...plan, pinned: { ...plan.pinned, prefixLists: [{ prefixListId: "pl-1", version: 9 }] } },
      { ...plan, pinned: { ...plan.pinned, pattern: { name: "three-tier", version: 2 } } },
      { ...plan, lost: [] },
      { ...plan, region: after.region.replace("1", "2") },
    ];
    variants.forEach((variant, at) => {
      expect(pinText(variant), `variant ${at}`).not.toBe(pinText(plan));
    });
  });
});
