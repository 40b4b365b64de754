/** One direction of a tier as plain JSON, in full. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedRule } from "#lib/core/group/observation.ts";
import { groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "#lib/core/testing/estate.ts";
import { diffStack } from "./diff-stack.ts";
import type { Line } from "./line.ts";

const diffOf = (
  tier: string,
  rules: Readonly<Record<string, readonly (string | ObservedRule)[]>>,
  more: Partial<Omit<Observation, "parts">> = {},
) => {
  const groups = Object.entries(rules).map(([groupId, texts]) => groupOf(groupId, texts));
  const { tiers } = diffStack(stackOf(), observationOf({ groups, ...more }));
  const found = tiers.find((each) => each.tier === tier);
  if (found === undefined) throw new Error(`${tier} is no tier.`);
  return found;
};
const said = (lines: readonly Line[]) => lines.map(({ service, peer }) => `${service} ${peer}`);

describe("a direction that the pattern leaves alone", () => {
  it("has nothing meant, missing or too much, and shows its rules with what they let through", () => {
    const held = { ...ruleOf("tcp 25 10.0.0.0/8", "egress"), ruleId: "sgr-1" };
    const { egress } = diffOf("web", {
      "sg-web": [held, ruleOf("tcp 26 pl-1", "egress"), "tcp 80 0.0.0.0/0"],
    });
    expect({ ...egress, rules: [] }).toStrictEqual({
      direction: "egress",
      mode: "unmanaged",
      meant: [],
      missing: [],
      excess: [],
      unknown: [],
      rules: [],
    });
    expect(egress.rules[0]).toStrictEqual({
      id: "sg-web egress tcp 25:25 10.0.0.0/8",
      groupId: "sg-web",
      key: "egress tcp 25:25 10.0.0.0/8",
      ruleIds: ["sgr-1"],
      direction: "egress",
      protocol: "tcp",
      fromPort: 25,
      toPort: 25,
      peer: { kind: "ipv4", cidr: "10.0.0.0/8" },
      hidesIpv4: false,
      verdict: "unmanaged",
      inside: [
        {
          service: "tcp/25",
          peer: "10.0.0.0/8",
          witness: { address: "10.0.0.1", groupId: null, service: "tcp/25" },
        },
      ],
      outside: [],
      unknown: [],
      removable: false,
      openToWorld: [],
    });
    const [, unread] = egress.rules;
    expect([unread?.verdict, said(unread?.inside ?? []), said(unread?.unknown ?? [])]).toEqual([
      "unmanaged",
      [],
      ["tcp/26 0.0.0.0/0", "tcp/26 ::/0"],
    ]);
  });
});

describe("a rule of a managed direction", () => {
  it("has its unknown part only where it cannot be told", () => {
    const { ingress } = diffOf("db", {
      "sg-db": ["tcp 3306 sg-app", "tcp 3306-3307 sg-app", "tcp 22 pl-1", "tcp 9 10.0.0.0/8"],
      "sg-app": [],
    });
    expect(ingress.rules.map(({ key, verdict, unknown }) => [key, verdict, said(unknown)])).toEqual([
      ["ingress tcp 22:22 pl-1", "unknown", ["tcp/22 0.0.0.0/0", "tcp/22 ::/0"]],
      ["ingress tcp 3306:3306 sg-app", "needed", []],
      ["ingress tcp 3306:3307 sg-app", "too-wide", []],
      ["ingress tcp 9:9 10.0.0.0/8", "extra", []],
    ]);
  });
});

describe("what cannot be told of a direction", () => {
  it("names the groups that the model or a rule names, of all that an unread group may let in", () => {
    const groups = [
      groupOf("sg-app", [], { rulesKnown: false }),
      groupOf("sg-web", []),
      groupOf("sg-stranger", ["tcp 1 sg-other"]),
      groupOf("sg-other", []),
    ];
    const { ingress } = diffOf("app", {}, { groups });
    const named = ingress.unknown.flatMap(({ peer }) => (peer.startsWith("sg-") ? [peer] : []));
    expect([...new Set(named)]).toEqual(["sg-web"]);
    expect(said(ingress.unknown)).toContain("all 0.0.0.0/0");
  });

  it("names the group of a rule that may reach it or not", () => {
    const groups = [
      groupOf("sg-db", ["tcp 3306 sg-app", "tcp 9 sg-far"]),
      groupOf("sg-app", []),
      groupOf("sg-far", [], { vpcId: "vpc-2" }),
    ];
    const { ingress } = diffOf("db", {}, { groups });
    expect(said(ingress.unknown)).toEqual(["tcp/9 sg-far"]);
  });
});

it("a flow is open in part where wider rules let in some of those who are meant", () => {
  const interfaces = [
    interfaceOf("eni-1", ["sg-web"], ["10.0.1.1/32"]),
    interfaceOf("eni-2", ["sg-web"], ["10.0.2.1/32"]),
  ];
  const groups = [groupOf("sg-web", []), groupOf("sg-app", ["tcp 8080 10.0.1.0/24", "tcp 9 10.0.0.0/8"])];
  const { findings } = diffStack(stackOf(), observationOf({ groups, interfaces }));
  const [missing] = findings.flatMap((each) =>
    each.kind === "missing" && each.tier === "app" ? [each] : [],
  );
  expect(missing?.openAnyway).toStrictEqual({
    extent: "part",
    rules: [
      {
        groupId: "sg-app",
        ruleKey: "ingress tcp 8080:8080 10.0.1.0/24",
        ruleIds: [],
        rule: { service: "tcp/8080", peer: "10.0.1.0/24" },
      },
    ],
  });
});
