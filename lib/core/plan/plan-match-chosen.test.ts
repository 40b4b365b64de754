/** What "make it match" takes up of what is out of line, what it leaves, and how much of a rule it puts in place. */
import { describe, expect, it } from "vitest";
import { diffStack } from "../diff/diff-stack.ts";
import type { Observation, ObservedGroup, ObservedInterface, ObservedRule } from "../group/observation.ts";
import {
  bindingOf,
  FOUR_TIERS,
  groupOf,
  interfaceOf,
  observationOf,
  ruleOf,
  sourceOf,
  stackOf,
  tcp,
} from "../testing/estate.ts";
import type { Stack } from "../tier/pattern.ts";
import { type MatchOptions, planMatch } from "./plan-match.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { stepWords } from "./step-words.ts";

const OFFICE = "198.51.100.0/24";
const STACK = stackOf({ openSources: [sourceOf(OFFICE)] });
const MEANT: Readonly<Record<string, readonly (string | ObservedRule)[]>> = {
  "sg-web": ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"],
  "sg-app": ["tcp 8080 sg-web"],
  "sg-db": ["tcp 3306 sg-app"],
  "sg-ssh": [`tcp 22 ${OFFICE}`],
};

const estate = (
  rules: Readonly<Record<string, readonly (string | ObservedRule)[]>>,
  interfaces: readonly ObservedInterface[] = [],
  more: Partial<ObservedGroup> = {},
): Observation =>
  observationOf({
    groups: Object.entries({ ...MEANT, ...rules }).map(([groupId, texts]) => groupOf(groupId, texts, more)),
    interfaces,
  });

const match = (observation: Observation, options: Partial<MatchOptions> = {}, stack: Stack = STACK) => {
  const planned = planMatch(stack, diffStack(stack, observation), observation, {
    removeRedundant: false,
    acceptNoSshSource: false,
    acceptQuotaGap: false,
    limits: DEFAULT_LIMITS,
    ...options,
  });
  if (!planned.ok) throw new Error(planned.problem.sentence);
  return planned.value;
};
const words = (...given: Parameters<typeof match>) => match(...given).plan.steps.map(stepWords);

describe("what is taken up", () => {
  const drifted = estate({ "sg-app": ["tcp 8080 10.0.0.0/8"], "sg-db": ["tcp 3306 sg-app", "tcp 25 ::/0"] });

  it("is everything, or what was chosen", () => {
    expect(words(drifted)).toEqual([
      "Allow tcp/8080 from sg-web in sg-app.",
      "Remove tcp/8080 from 10.0.0.0/8 from sg-app.",
      "Remove tcp/25 from ::/0 from sg-db.",
    ]);
    const only = new Set(["missing/app/ingress/sg-app/tcp/8080 sg-web"]);
    expect(words(drifted, { only })).toEqual(["Allow tcp/8080 from sg-web in sg-app."]);
    expect(words(drifted, { only: new Set() })).toEqual([]);
    expect(match(drifted, { only }).plan.pinned.pattern).toEqual({ name: "three-tier", version: 1 });
  });

  it("is no interface that only is listed, and that is no reason to leave something out", () => {
    const second = interfaceOf("eni-2", ["sg-web"], ["10.0.0.2/32"], { deviceIndex: 1, instanceId: null });
    const { plan, leftOut } = match(estate({}, [second]));
    expect([plan.steps, leftOut]).toEqual([[], []]);
  });

  it("is a rule that adds nothing, or names nobody, only where that is asked for", () => {
    const gone = { ...ruleOf("tcp 8080 sg-x"), peer: { kind: "group" as const, groupId: "sg-x" } };
    const noisy = estate({
      "sg-app": ["tcp 8080 sg-web", gone],
      "sg-ssh": [`tcp 22 ${OFFICE}`, "tcp 22 198.51.100.0/25"],
    });
    expect(words(noisy)).toEqual([]);
    expect(words(noisy, { removeRedundant: true })).toEqual([
      "Remove tcp/8080 from sg-x from sg-app.",
      "Remove tcp/22 from 198.51.100.0/25 from sg-ssh.",
    ]);
    const chosen = {
      removeRedundant: true,
      only: new Set(["redundant/ssh-admin/sg-ssh/ingress tcp 22:22 198.51.100.0/25"]),
    };
    expect(words(noisy, chosen)).toEqual(["Remove tcp/22 from 198.51.100.0/25 from sg-ssh."]);
  });

  it("is never both of two rules that make each other superfluous", () => {
    const halves = ["tcp 22 198.51.100.0/25", "tcp 22 198.51.100.128/25"];
    const twice = estate({ "sg-ssh": [`tcp 22 ${OFFICE}`, ...halves] });
    expect(words(twice, { removeRedundant: true })).toEqual([
      "Remove tcp/22 from 198.51.100.0/25 from sg-ssh.",
      "Remove tcp/22 from 198.51.100.128/25 from sg-ssh.",
    ]);
  });

  it("is the way out as well as the way in, each for itself", () => {
    const stack = {
      ...STACK,
      pattern: {
        ...FOUR_TIERS,
        tiers: FOUR_TIERS.tiers.map((tier) =>
          tier.name === "web"
            ? {
                ...tier,
                egress: {
                  mode: "list" as const,
                  flows: [{ peer: { kind: "tier" as const, tier: "app" }, services: [tcp(8080)] }],
                },
              }
            : tier,
        ),
      },
    };
    const open = [...(MEANT["sg-web"] ?? []), ruleOf("-1 * 0.0.0.0/0", "egress")];
    expect(words(estate({ "sg-web": open }), {}, stack)).toEqual([
      "Allow tcp/8080 to sg-app in sg-web.",
      "Remove all to 0.0.0.0/0 from sg-web.",
    ]);
  });
});

describe("what is put in place of a rule that goes", () => {
  it("is what was meant of it, and no more than the rules that stay lack", () => {
    expect(words(estate({ "sg-web": ["tcp 80-443 0.0.0.0/0"] }))).toEqual([
      "Allow tcp/80 from 0.0.0.0/0 in sg-web.",
      "Allow tcp/443 from 0.0.0.0/0 in sg-web.",
      "Remove tcp/80-443 from 0.0.0.0/0 from sg-web.",
    ]);
    expect(words(estate({ "sg-web": ["tcp 80-443 0.0.0.0/0", "tcp 443 0.0.0.0/0"] }))).toEqual([
      "Allow tcp/80 from 0.0.0.0/0 in sg-web.",
      "Remove tcp/80-443 from 0.0.0.0/0 from sg-web.",
    ]);
    // Neither of two that go stands in for the other, and what both leave comes once.
    expect(words(estate({ "sg-ssh": ["tcp 22-23 0.0.0.0/0", "tcp 21-22 0.0.0.0/0"] }))).toEqual([
      `Allow tcp/22 from ${OFFICE} in sg-ssh.`,
      "Remove tcp/21-22 from 0.0.0.0/0 from sg-ssh.",
      "Remove tcp/22-23 from 0.0.0.0/0 from sg-ssh.",
    ]);
    // A rule of the other direction stands in for nothing.
    expect(
      words(estate({ "sg-ssh": ["tcp 22-23 0.0.0.0/0", ruleOf(`tcp 22 ${OFFICE}`, "egress")] })),
    ).toEqual([`Allow tcp/22 from ${OFFICE} in sg-ssh.`, "Remove tcp/22-23 from 0.0.0.0/0 from sg-ssh."]);
  });

  it("is the whole rule of the model, where a part of it is lacking, described and tagged for the stack", () => {
    const [step] = match(estate({ "sg-ssh": ["tcp 22 198.51.100.0/25"] })).plan.steps;
    expect(step).toStrictEqual({
      action: "authorize",
      groupId: "sg-ssh",
      rule: {
        direction: "ingress",
        protocol: "tcp",
        fromPort: 22,
        toPort: 22,
        peer: { kind: "ipv4", cidr: OFFICE },
        description: "sallyport shop",
      },
      tags: { "sallyport:stack": "shop" },
    });
  });

  it("goes into each group that lacks it, of a tier that several play", () => {
    const stack = stackOf({
      openSources: [sourceOf(OFFICE)],
      bindings: [
        ...STACK.bindings.filter(({ tier }) => tier !== "web"),
        bindingOf("web", "sg-web", "sg-web2"),
      ],
    });
    const both = estate({ "sg-web": ["tcp 80 0.0.0.0/0"], "sg-web2": ["tcp 443 0.0.0.0/0"] }, [
      interfaceOf("eni-1", ["sg-web", "sg-ssh"], ["10.0.0.1/32"]),
      interfaceOf("eni-2", ["sg-web2", "sg-ssh"], ["10.0.0.2/32"]),
    ]);
    expect(words(both, {}, stack)).toEqual([
      "Allow tcp/443 from 0.0.0.0/0 in sg-web.",
      "Allow tcp/80 from 0.0.0.0/0 in sg-web2.",
      "Allow tcp/8080 from sg-web2 in sg-app.",
    ]);
  });

  it("is exactly the rule as EC2 showed it, by its id", () => {
    const held = { ...ruleOf("tcp 25 10.0.0.0/8"), ruleId: "sgr-1", description: "mail", tags: { a: "b" } };
    const [step] = match(estate({ "sg-db": ["tcp 3306 sg-app", held] })).plan.steps;
    const { ruleId: _, tags: __, ...rule } = held;
    expect(step).toStrictEqual({ action: "revoke", groupId: "sg-db", rule, ruleId: "sgr-1" });
  });
});

describe("a group that is not attached with this plan", () => {
  it("waits where the quota leaves no room on the way", () => {
    const wide = estate({ "sg-web": ["tcp 80-81 0.0.0.0/0", "tcp 443 0.0.0.0/0"] }, [
      interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"]),
    ]);
    const limits = { rulesPerGroup: 2, groupsPerInterface: 5 };
    const { plan, leftOut } = match(wide, { limits, acceptQuotaGap: true });
    expect(plan.steps.map(stepWords)).toEqual([
      "Remove tcp/80-81 from 0.0.0.0/0 from sg-web.",
      "Allow tcp/80 from 0.0.0.0/0 in sg-web.",
    ]);
    expect(leftOut).toEqual([
      {
        findingId: "no-door/ssh-admin/eni-1",
        because: "The quota leaves no room to attach a group on the way; plan again after this.",
      },
    ]);
  });

  it("waits where cleaning it first would cut somebody off", () => {
    const stack = stackOf({
      openSources: [{ name: "one another", peer: { kind: "group", groupId: "sg-ssh" } }],
    });
    const observation = estate({ "sg-ssh": ["tcp 22 sg-ssh", "tcp 22 10.0.0.1/32"] }, [
      interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"]),
      interfaceOf("eni-2", ["sg-web", "sg-ssh"], ["10.0.0.2/32"]),
    ]);
    const { plan, leftOut } = match(observation, {}, stack);
    expect(plan.steps.map(stepWords)).toEqual(["Remove tcp/22 from 10.0.0.1/32 from sg-ssh."]);
    expect(leftOut).toEqual([
      {
        findingId: "no-door/ssh-admin/eni-1",
        because:
          "sg-ssh must be cleaned first, or traffic would be interrupted on the way; plan again after this.",
      },
    ]);
  });

  it("comes after the rules that name it are clean, and before all others go", () => {
    const observation = estate(
      {
        "sg-app": ["tcp 8080 sg-web", "tcp 9 sg-ssh"],
        "sg-db": ["tcp 3306 sg-app", "tcp 9 sg-stranger"],
        "sg-stranger": [],
      },
      [interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"])],
    );
    expect(words(observation)).toEqual([
      "Remove tcp/9 from sg-ssh from sg-app.",
      "Attach sg-ssh to eni-1.",
      "Remove tcp/9 from sg-stranger from sg-db.",
    ]);
  });
});
