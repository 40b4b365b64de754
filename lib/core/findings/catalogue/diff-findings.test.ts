import { describe, expect, it } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import {
  FOUR_TIERS,
  groupOf,
  interfaceOf,
  observationOf,
  ruleOf,
  sourceOf,
  stackOf,
  tcp,
} from "#lib/core/testing/estate.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { catalogueContext } from "./catalogue-context.ts";
import { proposalOf } from "./proposal.ts";
import { runCatalogue } from "./run-catalogue.ts";

const meant: Readonly<Record<string, readonly string[]>> = {
  "sg-web": ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"],
  "sg-app": ["tcp 8080 sg-web"],
  "sg-db": ["tcp 3306 sg-app"],
  "sg-ssh": ["tcp 22 203.0.113.7/32"],
};

const estate = (
  change: Parameters<typeof groupOf>[1] | Readonly<Record<string, Parameters<typeof groupOf>[1]>>,
  more: Partial<Observation> = {},
  unread: Parameters<typeof observationOf>[1] = [],
) => {
  const rules = { ...meant, ...(Array.isArray(change) ? {} : change) };
  const groups = Object.entries(rules).map(([groupId, own]) => groupOf(groupId, own));
  const interfaces = ["web", "app", "db"].map((tier, at) =>
    interfaceOf(`eni-${at}`, [`sg-${tier}`, "sg-ssh"], [`10.0.0.${at}/32`]),
  );
  return observationOf({ groups, interfaces, ...more }, unread);
};

const egress: Stack["pattern"] = {
  ...FOUR_TIERS,
  tiers: FOUR_TIERS.tiers.map((tier) => ({
    ...tier,
    egress: { mode: "list", flows: [{ peer: { kind: "cidr", cidr: "10.0.0.0/16" }, services: [tcp(3306)] }] },
  })),
};

const shop = stackOf({ openSources: [sourceOf("203.0.113.7/32")] });

const contextOf = (observation: Observation, stack: Stack) =>
  catalogueContext({ observation, stacks: [{ stack, diff: diffStack(stack, observation) }] });

const ofStack = (observation: Observation, stack: Stack = shop) =>
  runCatalogue(contextOf(observation, stack)).filter((finding) => finding.stack === stack.name);

const OUT = ruleOf("tcp 3306 10.0.0.0/16", "egress");
const EVERYWHERE = ruleOf("-1 * 0.0.0.0/0", "egress");

describe("differences from a stack's model", () => {
  it.each<{ name: string; observation: Observation; stack?: Stack; says: readonly string[] }>([
    { name: "nothing, in line", observation: estate({}), says: [] },
    {
      name: "extra",
      observation: estate({ "sg-db": ["tcp 3306 sg-app", "tcp 3306 198.51.100.23/32"] }),
      says: ["sure extra"],
    },
    { name: "too wide", observation: estate({ "sg-db": ["tcp 3300-3310 sg-app"] }), says: ["sure too-wide"] },
    {
      name: "an orphan on the door",
      observation: estate({ "sg-ssh": ["tcp 22 203.0.113.7/32", "tcp 22 198.51.100.9/32"] }),
      says: ["sure orphan-source"],
    },
    { name: "missing", observation: estate({ "sg-db": [] }), says: ["sure missing"] },
    {
      name: "missing, and open anyway",
      observation: estate({ "sg-db": ["tcp 3306 10.0.0.0/24"] }),
      says: ["sure extra", "sure missing-open-anyway"],
    },
    {
      name: "the wrong groups",
      observation: estate({}, { interfaces: [interfaceOf("eni-0", ["sg-web"], [])] }),
      says: ["sure membership"],
    },
    {
      name: "a tier without a group",
      observation: estate({}),
      stack: stackOf({ bindings: shop.bindings.slice(0, 3) }),
      says: ["sure membership", "sure membership", "sure membership", "sure tier-without-group"],
    },
    {
      name: "everywhere out, where the pattern lists it",
      observation: estate({
        "sg-web": ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0", OUT, EVERYWHERE],
        "sg-app": ["tcp 8080 sg-web", OUT],
        "sg-db": ["tcp 3306 sg-app", OUT],
        "sg-ssh": ["tcp 22 203.0.113.7/32", OUT],
      }),
      stack: stackOf({ pattern: egress, openSources: shop.openSources }),
      says: ["sure open-egress"],
    },
    {
      name: "who carries what, unread",
      observation: estate({}, {}, ["interfaces"]),
      says: ["cannot-tell membership"],
    },
  ])("$name", ({ observation, stack, says }) => {
    const found = ofStack(observation, stack).filter(({ ruleId }) => ruleId !== "no-owner");
    expect(found.map(({ certainty, ruleId }) => `${certainty} ${ruleId}`).sort()).toStrictEqual(says);
  });

  it("can be asked for as the stack's own page does", () => {
    const observation = estate({ "sg-db": ["tcp 3300-3310 sg-app"], "sg-web": ["tcp 80 0.0.0.0/0"] });
    const context = contextOf(observation, shop);
    const proposals = runCatalogue(context).map(({ ruleId, remedy }) => [
      ruleId,
      proposalOf(remedy, context),
    ]);
    expect(Object.fromEntries(proposals)).toMatchObject({
      "too-wide": { kind: "rule", stack: "shop", groupId: "sg-db", change: "narrow", isDoor: false },
      missing: { kind: "match", stack: "shop" },
    });
  });
});
