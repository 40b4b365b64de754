import { describe, expect, it } from "vitest";
import { diffStack } from "../diff/diff-stack.ts";
import type { Observation, ObservedInterface } from "../group/observation.ts";
import { groupOf, interfaceOf, observationOf, sourceOf, stackOf } from "../testing/estate.ts";
import type { Stack } from "../tier/pattern.ts";
import { type MatchOptions, planMatch } from "./plan-match.ts";
import { planRule } from "./plan-rule.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { stepWords } from "./step-words.ts";

const OFFICE = "198.51.100.0/24";
const MEANT = {
  web: ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"],
  app: ["tcp 8080 sg-web"],
  db: ["tcp 3306 sg-app"],
  ssh: [`tcp 22 ${OFFICE}`],
};

const estate = (
  rules: Partial<Record<keyof typeof MEANT, readonly string[]>> = {},
  interfaces: readonly ObservedInterface[] = [],
  more: Partial<Record<keyof typeof MEANT, object>> = {},
): Observation =>
  observationOf({
    groups: Object.entries({ ...MEANT, ...rules }).map(([name, texts]) =>
      groupOf(`sg-${name}`, texts, more[name as keyof typeof MEANT] ?? {}),
    ),
    interfaces,
    prefixLists: [
      {
        prefixListId: "pl-1",
        name: "vpn",
        family: "ipv4",
        ownerId: "111122223333",
        version: 1,
        maxEntries: 40,
        entries: ["203.0.113.0/28", "203.0.113.64/28"],
      },
    ],
  });

const STACK = stackOf({ openSources: [sourceOf(OFFICE)] });
const OPTIONS: MatchOptions = {
  removeRedundant: false,
  acceptNoSshSource: false,
  acceptQuotaGap: false,
  limits: DEFAULT_LIMITS,
};

const match = (observation: Observation, options: Partial<MatchOptions> = {}, stack: Stack = STACK) =>
  planMatch(stack, diffStack(stack, observation), observation, { ...OPTIONS, ...options });
const proposal = (...given: Parameters<typeof match>) => {
  const planned = match(...given);
  if (!planned.ok) throw new Error(planned.problem.sentence);
  return planned.value;
};
const words = (...given: Parameters<typeof match>) => proposal(...given).plan.steps.map(stepWords);

describe("make it match", () => {
  it("plans nothing where everything is as meant", () => {
    expect(words(estate())).toEqual([]);
  });

  it("SSH open to the world as two halves under another port range", () => {
    expect(words(estate({ ssh: ["tcp 20-25 0.0.0.0/1", "tcp 20-25 128.0.0.0/1"] }))).toEqual([
      "Allow tcp/22 from 198.51.100.0/24 in sg-ssh.",
      "Remove tcp/20-25 from 0.0.0.0/1 from sg-ssh.",
      "Remove tcp/20-25 from 128.0.0.0/1 from sg-ssh.",
    ]);
  });

  it("adds in every group before it removes in any", () => {
    const steps = words(estate({ app: ["tcp 8080 10.0.0.0/8"], db: ["tcp 3306 203.0.113.7/32"] }));
    expect(steps).toEqual([
      "Allow tcp/8080 from sg-web in sg-app.",
      "Allow tcp/3306 from sg-app in sg-db.",
      "Remove tcp/8080 from 10.0.0.0/8 from sg-app.",
      "Remove tcp/3306 from 203.0.113.7/32 from sg-db.",
    ]);
  });

  it("adds a meant prefix list as the list, not address by address", () => {
    const stack = stackOf({
      openSources: [sourceOf(OFFICE), { name: "VPN", peer: { kind: "prefix-list", prefixListId: "pl-1" } }],
    });
    expect(words(estate(), {}, stack)).toEqual(["Allow tcp/22 from pl-1 in sg-ssh."]);
  });

  it("leaves rules that add nothing unless it is asked to remove them", () => {
    const twice = estate({ ssh: [`tcp 22 ${OFFICE}`, "tcp 22 198.51.100.0/25", "tcp 22 198.51.100.128/25"] });
    expect(words(twice)).toEqual([]);
    expect(words(twice, { removeRedundant: true })).toEqual([
      "Remove tcp/22 from 198.51.100.0/25 from sg-ssh.",
      "Remove tcp/22 from 198.51.100.128/25 from sg-ssh.",
    ]);
  });

  it("cleans a group before it attaches it, and attaches before the rest goes", () => {
    const interfaces = [interfaceOf("eni-1", ["sg-web"], ["10.0.0.1/32"])];
    const steps = words(
      estate(
        { ssh: [`tcp 22 ${OFFICE}`, "tcp 22 0.0.0.0/0"], db: ["tcp 3306 sg-app", "tcp 22 10.0.0.0/8"] },
        interfaces,
      ),
    );
    expect(steps).toEqual([
      "Remove tcp/22 from 0.0.0.0/0 from sg-ssh.",
      "Attach sg-ssh to eni-1.",
      "Remove tcp/22 from 10.0.0.0/8 from sg-db.",
    ]);
  });
});

describe("what is left out, and why", () => {
  const because = (observation: Observation) =>
    proposal(observation)
      .leftOut.map((each) => each.because)
      .join("\n");
  const open = { app: ["tcp 8080 sg-web", "tcp 22 0.0.0.0/0"] };

  it.each([
    [
      "a group that a controller manages",
      { tags: { "aws:cloudformation:stack-id": "x" } },
      /managed by CloudFormation/,
    ],
    ["a group of another account", { ownerId: "999999999999" }, /belongs to account 999999999999/],
    [
      "a group whose rules were not read",
      { rulesKnown: false },
      /could not be read|nothing is changed on a guess/,
    ],
  ])("%s", (_, more, sentence) => {
    const observation = estate(open, [], { app: more });
    expect(because(observation)).toMatch(sentence);
    expect(words(observation).join()).not.toMatch(/sg-app/);
  });

  it("an interface in two tiers, one that is full, and one that nobody spoke of", () => {
    const full = ["sg-web", "sg-1", "sg-2", "sg-3", "sg-4"];
    const observation = estate({}, [
      interfaceOf("eni-1", ["sg-web", "sg-db", "sg-ssh"], ["10.0.0.1/32"]),
      interfaceOf("eni-2", full, ["10.0.0.2/32"]),
    ]);
    expect(because(observation)).toMatch(/for people to say[\s\S]*carries 5 groups already/);
    expect(words(observation)).toEqual([]);
  });
});

describe("no plan", () => {
  const refusal = (...given: Parameters<typeof match>) => {
    const planned = match(...given);
    return planned.ok ? "planned" : `${planned.problem.kind}: ${planned.problem.sentence}`;
  };

  it("where the last SSH source would go, unless the request says so", () => {
    const nobody = stackOf({ openSources: [] });
    expect(refusal(estate(), {}, nobody)).toMatch(/^last-source: After this nobody could open SSH to shop/);
    expect(proposal(estate(), { acceptNoSshSource: true }, nobody).removesLastSource).toBe(true);
  });

  it("where the quota leaves no room on the way, with how many rules it needs", () => {
    const limits = { rulesPerGroup: 2, groupsPerInterface: 5 };
    const wide = estate({ web: ["tcp 80-81 0.0.0.0/0", "tcp 443 0.0.0.0/0"] });
    expect(refusal(wide, { limits })).toMatch(
      /^quota: sg-web .*3 rules on the way, and 2 are allowed.*1 more free rule/,
    );
    expect(words(wide, { limits, acceptQuotaGap: true })).toEqual([
      "Remove tcp/80-81 from 0.0.0.0/0 from sg-web.",
      "Allow tcp/80 from 0.0.0.0/0 in sg-web.",
    ]);
  });

  it("counts a prefix list by its most entries, and cannot count one whose weight is not published", () => {
    const stack = stackOf({ openSources: [sourceOf(OFFICE), sourceOf("203.0.113.7/32")] });
    const holding = estate({ ssh: [`tcp 22 ${OFFICE}`, "udp 22 pl-1"] });
    const limits = { rulesPerGroup: 41, groupsPerInterface: 5 };
    expect(words(holding, { limits }, stack)).toEqual([
      "Remove udp/22 from pl-1 from sg-ssh.",
      "Allow tcp/22 from 203.0.113.7/32 in sg-ssh.",
    ]);
    const staying = estate({ ssh: [`tcp 22 ${OFFICE}`, "tcp 22 pl-1"] });
    const withList = {
      ...stack,
      openSources: [
        sourceOf(OFFICE),
        sourceOf("192.0.2.9/32"),
        { name: "VPN", peer: { kind: "prefix-list" as const, prefixListId: "pl-1" } },
      ],
    };
    expect(refusal(staying, { limits }, withList)).toMatch(/^quota: .*42 rules/);
    const unknown = {
      ...staying,
      prefixLists: staying.prefixLists.map((list) => ({ ...list, maxEntries: null })),
    };
    expect(refusal(unknown, {}, withList)).toMatch(/^quota: .*uses pl-1, whose weight is not published/);
  });
});

describe("one rule", () => {
  const rule = (observation: Observation, groupId: string, ruleKey: string, change: "remove" | "narrow") => {
    const planned = planRule(
      STACK,
      diffStack(STACK, observation),
      observation,
      { groupId, ruleKey, change },
      OPTIONS,
    );
    return planned.ok ? planned.value.plan.steps.map(stepWords) : planned.problem.sentence;
  };
  const drifted = estate({ web: ["tcp 80-81 0.0.0.0/0", "tcp 443 0.0.0.0/0"], app: ["tcp 22 0.0.0.0/0"] });

  it("is removed alone, or narrowed to what was meant of it, and nothing else is touched", () => {
    expect(rule(drifted, "sg-app", "ingress tcp 22:22 0.0.0.0/0", "remove")).toEqual([
      "Remove tcp/22 from 0.0.0.0/0 from sg-app.",
    ]);
    expect(rule(drifted, "sg-web", "ingress tcp 80:81 0.0.0.0/0", "narrow")).toEqual([
      "Allow tcp/80 from 0.0.0.0/0 in sg-web.",
      "Remove tcp/80-81 from 0.0.0.0/0 from sg-web.",
    ]);
  });

  it("is not what it was thought to be", () => {
    expect(rule(drifted, "sg-web", "ingress tcp 443:443 0.0.0.0/0", "narrow")).toMatch(/not too wide/);
    expect(rule(drifted, "sg-web", "ingress tcp 1:1 0.0.0.0/0", "remove")).toMatch(/not there any more/);
    expect(rule(drifted, "sg-ssh", `ingress tcp 22:22 ${OFFICE}`, "remove")).toMatch(/nobody could open SSH/);
  });
});
