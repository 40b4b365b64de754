import { describe, expect, it } from "vitest";
import type { Observation, ObservedPart } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { printFlows } from "#lib/core/net/flow-line.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import { ALL_SERVICES, portRange, subtractServices } from "#lib/core/net/service-set.ts";
import {
  bindingOf,
  groupOf,
  interfaceOf,
  observationOf,
  stackOf,
  tcp,
  tierOf,
} from "#lib/core/testing/estate.ts";
import type { DirectionModel, MeantFlow } from "#lib/core/tier/pattern.ts";
import { compareTier, unknownFlows } from "./compare-tier.ts";
import { diffStack } from "./diff-stack.ts";

const anyone: MeantFlow = { peer: { kind: "anyone" }, services: [tcp(80)] };
const fromApp: MeantFlow = { peer: { kind: "tier", tier: "app" }, services: [tcp(22)] };
const list = (...flows: readonly MeantFlow[]): DirectionModel => ({ mode: "list", flows });

const compared = (
  ingress: DirectionModel,
  more: Partial<Omit<Observation, "parts">>,
  unread: readonly ObservedPart[] = [],
  web: readonly string[] = ["sg-web"],
) => {
  const tier = tierOf("web", [], { ingress });
  const [first = "", ...others] = web;
  const stack = stackOf({
    pattern: { ...stackOf().pattern, tiers: [tier, tierOf("app", [])] },
    bindings: [bindingOf("web", first, ...others), bindingOf("app", "sg-app", "sg-app2")],
  });
  const comparison = compareTier(stack, tier, "ingress", indexObservation(observationOf(more, unread)));
  if (comparison === null) throw new Error("It is managed.");
  return comparison;
};

const said = (flows: FlowSet) => printFlows(flows).map(({ service, peer }) => `${service} ${peer}`);
const others = ["sg-app", "sg-app2", "sg-x"].map((groupId) => groupOf(groupId, []));

describe("a tier beside its model", () => {
  it("has no shortfall where nothing is lacking", () => {
    const groups = [groupOf("sg-web", ["tcp 80 0.0.0.0/0"]), ...others];
    const { shortfalls, missing, excess } = compared(list(anyone), { groups });
    expect(shortfalls).toStrictEqual([]);
    expect([said(missing), said(excess)]).toEqual([[], []]);
  });

  it("lacks and exceeds what is said, and what another tier must be let in by is told with its groups", () => {
    const groups = [groupOf("sg-web", ["tcp 80-81 0.0.0.0/0"]), ...others];
    const both = compared(list(anyone, fromApp), { groups });
    expect(said(both.missing)).toEqual(["tcp/22 sg-app"]);
    expect(said(both.excess)).toEqual(["tcp/81 0.0.0.0/0"]);
    expect(said(both.required.surely)).toEqual(["tcp/80 0.0.0.0/0", "tcp/22 sg-app", "tcp/22 sg-app2"]);
  });

  it("exceeds nothing where anything is meant, whoever its rules name", () => {
    const groups = [groupOf("sg-web", ["-1 * sg-x", "tcp 22 ::/0", "tcp 22 sg-unlisted"]), ...others];
    const { excess, maybeExcess, missing } = compared({ mode: "any" }, { groups });
    expect([said(excess), said(maybeExcess)]).toEqual([[], []]);
    expect(said(missing)).toEqual(["all 0.0.0.0/0"]);
  });
});

it("a direction that the pattern leaves alone has nothing to compare", () => {
  const web = tierOf("web", []);
  const index = indexObservation(observationOf({ groups: [groupOf("sg-web", ["tcp 80 0.0.0.0/0"])] }));
  expect(compareTier(stackOf(), web, "egress", index)).toBeNull();
});

describe("a tier whose rules were not read", () => {
  it("may not exceed by any group there is, where anyone is meant", () => {
    const unread = groupOf("sg-web", [], { rulesKnown: false });
    const some = compared(list(anyone), { groups: [unread, ...others] });
    expect(some.maybeExcess.groups.map(({ groupId }) => groupId)).toEqual([
      "sg-app",
      "sg-app2",
      "sg-web",
      "sg-x",
    ]);
    for (const { services } of some.maybeExcess.groups)
      expect(services).toEqual(subtractServices(ALL_SERVICES, portRange(6, 80, 80)));
  });

  it("is one that is not listed while groups are not all read", () => {
    const far = compared(list(anyone), { groups: others }, ["groups"]);
    expect(said(far.missing)).toEqual([]);
    expect(said(far.maybeMissing)).toEqual(["tcp/80 0.0.0.0/0"]);
    const allowed = far.allowed.surely.groups.map(({ groupId }) => groupId);
    expect(allowed).toEqual(["sg-app", "sg-app2", "sg-web", "sg-x"]);
    expect(said(compared(list(anyone), { groups: others }).missing)).toEqual(["tcp/80 0.0.0.0/0"]);
  });

  it("may lack what only one that was not read could let in beside it", () => {
    const rules = [groupOf("sg-web", []), groupOf("sg-web2", [], { rulesKnown: false }), ...others];
    const interfaces = [interfaceOf("eni-1", ["sg-web", "sg-web2"], ["10.0.0.1/32"])];
    const half = compared(list(anyone), { groups: rules, interfaces }, [], ["sg-web", "sg-web2"]);
    expect([said(half.missing), said(half.maybeMissing)]).toEqual([[], ["tcp/80 0.0.0.0/0"]]);
  });

  it("leaves both questions open", () => {
    const unread = groupOf("sg-web", [], { rulesKnown: false });
    const open = compared(list(fromApp), { groups: [unread, ...others] });
    expect(said(open.maybeMissing)).toEqual(["tcp/22 sg-app"]);
    expect(said(unknownFlows(open))).toContain("all 0.0.0.0/0");
    expect(said(unknownFlows(open))).toContain("all sg-app");
  });
});

describe("a tier that several groups play", () => {
  const groups = [
    groupOf("sg-web", ["tcp 80 0.0.0.0/0"]),
    groupOf("sg-web2", ["tcp 80-81 0.0.0.0/0"]),
    ...others,
  ];
  const carrying = (...carried: readonly (readonly string[])[]) =>
    carried.map((groupIds, at) => interfaceOf(`eni-${at}`, groupIds, [`10.0.0.${at}/32`]));
  const two = ["sg-web", "sg-web2"];

  it("lacks what any combination lacks, each named with its groups", () => {
    const meant = list(anyone, { peer: { kind: "cidr", cidr: "10.0.0.0/8" }, services: [tcp(25)] });
    const interfaces = carrying(["sg-web2", "sg-web"], ["sg-web2"]);
    const { shortfalls } = compared(meant, { groups, interfaces }, [], two);
    expect(shortfalls.map(({ carried, flows }) => [carried, said(flows)])).toEqual([
      [["sg-web", "sg-web2"], ["tcp/25 10.0.0.0/8"]],
      [["sg-web2"], ["tcp/25 10.0.0.0/8"]],
    ]);
  });

  it("may lack what one of them alone would, while nobody saw who carries what", () => {
    const meant = list({ peer: { kind: "anyone" }, services: [tcp(80), tcp(81)] });
    const unseen = compared(meant, { groups }, ["interfaces"], two);
    expect([said(unseen.missing), said(unseen.maybeMissing)]).toEqual([[], ["tcp/81 0.0.0.0/0"]]);
  });

  it("is let in by one of the other's groups, and nobody can tell which while nobody saw who carries what", () => {
    const rules = [groupOf("sg-web", ["tcp 22 sg-app2"]), ...others];
    const seen = compared(list(fromApp), { groups: rules, interfaces: carrying(["sg-app2"]) });
    expect([said(seen.missing), said(seen.maybeMissing)]).toEqual([[], []]);
    const other = compared(list(fromApp), { groups: rules, interfaces: carrying(["sg-app2"], ["sg-app"]) });
    expect([said(other.missing), said(other.maybeMissing)]).toEqual([["tcp/22 sg-app"], []]);
    const unseen = compared(list(fromApp), { groups: rules }, ["interfaces"]);
    expect([said(unseen.missing), said(unseen.maybeMissing)]).toEqual([[], ["tcp/22 sg-app"]]);
  });

  it("names the groups that lack something together in its findings, and is open by rules of those alone", () => {
    const stack = stackOf({
      bindings: [
        bindingOf("app", "sg-app", "sg-app2"),
        ...stackOf().bindings.filter(({ tier }) => tier !== "app"),
      ],
    });
    const seen = observationOf({
      groups: [groupOf("sg-web", []), groupOf("sg-app", []), groupOf("sg-app2", ["tcp 8080 10.0.0.0/8"])],
      interfaces: [
        interfaceOf("eni-3", ["sg-web"], ["10.0.0.3/32"]),
        interfaceOf("eni-2", ["sg-app", "sg-app2"], ["10.0.0.2/32"]),
        interfaceOf("eni-1", ["sg-app"], ["10.0.0.1/32"]),
      ],
    });
    const diff = diffStack(stack, seen);
    const missing = diff.findings.flatMap((finding) =>
      finding.kind === "missing" && finding.tier === "app" ? [finding] : [],
    );
    expect(
      missing.map(({ id, groupId, carried, openAnyway }) => [id, groupId, carried, openAnyway?.extent]),
    ).toEqual([
      ["missing/app/ingress/sg-app/tcp/8080 sg-web", "sg-app", ["sg-app"], undefined],
      ["missing/app/ingress/sg-app+sg-app2/tcp/8080 sg-web", "sg-app", ["sg-app", "sg-app2"], "all"],
    ]);
    expect(diff.tiers.map(({ interfaceIds }) => interfaceIds)).toEqual([
      ["eni-3"],
      ["eni-1", "eni-2"],
      [],
      [],
    ]);
  });
});

it("whoever carries any of a tier's groups is listed once, by id", () => {
  const stack = stackOf({ bindings: [bindingOf("app", "sg-app", "sg-app2", "sg-app3")] });
  const interfaces = [["sg-app3"], ["sg-app", "sg-app2"], ["sg-x"], ["sg-app2"], ["sg-app"]].map(
    (groupIds, at) => interfaceOf(`eni-${at}`, groupIds, []),
  );
  for (const seen of [interfaces, interfaces.toReversed()])
    expect(diffStack(stack, observationOf({ interfaces: seen })).tiers[1]?.interfaceIds).toEqual([
      "eni-0",
      "eni-1",
      "eni-3",
      "eni-4",
    ]);
});

it("a group that was not read is told of by its id, with no lines", () => {
  const groups = [groupOf("sg-web", [], { rulesKnown: false })];
  const [first] = diffStack(stackOf(), observationOf({ groups })).findings;
  expect(first).toStrictEqual({
    kind: "unknown",
    id: "unknown/web/ingress/sg-web",
    tier: "web",
    direction: "ingress",
    subject: "rules",
    groupId: "sg-web",
    ruleKey: null,
    ruleIds: [],
    rule: null,
    lines: [],
    witness: null,
  });
});
