import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import {
  arbitraryInterfaces,
  arbitraryObservation,
  arbitraryPrefixLists,
  arbitraryStack,
  GROUPS,
  NETWORKS,
} from "#lib/core/testing/arbitrary-estate.ts";
import { bindingOf, groupOf, observationOf, sourceOf, stackOf, tierOf } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { obscured } from "#lib/core/testing/obscured-observation.ts";
import type { MeantFlow, MeantPeer, Service, Stack } from "#lib/core/tier/pattern.ts";
import { diffStack } from "../diff-stack.ts";
import { stackFindings } from "../stack-findings.ts";
import { reduceDirection } from "./reduce-direction.ts";

const RUNS = { numRuns: lawCases() };

vi.setConfig({ testTimeout: lawTimeout() });

const SERVICES: readonly (readonly [text: string, service: Service])[] = [
  ["tcp 22", { protocol: "tcp", fromPort: 22, toPort: 22 }],
  ["tcp 20-22", { protocol: "tcp", fromPort: 20, toPort: 22 }],
  ["tcp 443", { protocol: "tcp", fromPort: 443, toPort: 443 }],
  ["udp 53", { protocol: "udp", fromPort: 53, toPort: 53 }],
  ["icmp 8/-1", { protocol: "icmp", fromPort: 2048, toPort: 2303 }],
  ["-1 *", { protocol: "all", fromPort: null, toPort: null }],
];

interface MeantCase {
  readonly peer: MeantPeer;
  /** The peers of the rules it would be written as, in a VPC without IPv6. */
  readonly written: readonly string[];
}

const PEERS: readonly MeantCase[] = [
  { peer: { kind: "anyone" }, written: ["0.0.0.0/0"] },
  { peer: { kind: "tier", tier: "app" }, written: ["sg-app"] },
  { peer: { kind: "prefix-list", prefixListId: "pl-1" }, written: ["pl-1"] },
  { peer: { kind: "group", groupId: "sg-stranger" }, written: ["sg-stranger"] },
  // Deleted: its rule is written as meant, and lets nobody in.
  { peer: { kind: "group", groupId: "sg-gone" }, written: ["sg-gone"] },
  ...[
    "10.0.0.0/8",
    "10.0.1.0/24",
    "10.0.1.1/32",
    "198.51.100.0/25",
    "198.51.100.128/25",
    "2001:db8::/64",
  ].map((cidr): MeantCase => ({ peer: { kind: "cidr", cidr }, written: [cidr] })),
];

interface Estate {
  readonly stack: Stack;
  readonly observation: Observation;
}

/** What EC2 would not accept: nobody knows what such a rule lets through, only that it stays within its protocol. */
const UNKNOWN_SERVICES = ["tcp 22-70000", "icmp 8/300"];

const anyRule = fc
  .tuple(
    fc.constantFrom(...SERVICES.map(([text]) => text), ...UNKNOWN_SERVICES),
    fc.constantFrom(...NETWORKS, ...GROUPS, "2001:db8::/65", "sg-gone", "pl-1", "pl-unread"),
  )
  .map(([text, peer]) => `${text} ${peer}`);

/** One tier with any model, its group held with most of what is meant and some rules besides. */
const arbitraryEstate: fc.Arbitrary<Estate> = fc
  .record({
    meant: fc.uniqueArray(fc.tuple(fc.constantFrom(...PEERS), fc.constantFrom(...SERVICES)), {
      maxLength: 8,
      selector: ([{ written }, [text]]) => `${text} ${written}`,
    }),
    dropped: fc.array(fc.nat(20), { maxLength: 2 }),
    added: fc.array(anyRule, { maxLength: 2 }),
    sources: fc.subarray(["198.51.100.0/24", "203.0.113.7/32"]),
    interfaces: arbitraryInterfaces,
    prefixLists: arbitraryPrefixLists,
  })
  .map(({ meant, dropped, added, sources, interfaces, prefixLists }) => {
    const flows = meant.map(([{ peer }, [, service]]): MeantFlow => ({ peer, services: [service] }));
    const door = {
      peer: { kind: "granted-sources" } as const,
      services: [{ protocol: "tcp", fromPort: 22, toPort: 22 }],
    };
    const rules = [
      ...meant.flatMap(([{ written }, [text]]) => written.map((peer) => `${text} ${peer}`)),
      ...sources.map((cidr) => `tcp 22 ${cidr}`),
    ].filter((_, place) => !dropped.includes(place));
    const web = [...rules, ...added];
    const stack = stackOf({
      pattern: {
        ...stackOf().pattern,
        tiers: [tierOf("web", [...flows, door], { egress: { mode: "list", flows } }), tierOf("app", [])],
        membership: { oneOf: ["web", "app"], all: [] },
      },
      bindings: [bindingOf("web", "sg-web"), bindingOf("app", "sg-app")],
      openSources: sources.map(sourceOf),
    });
    const groups = GROUPS.map((groupId) => groupOf(groupId, groupId === "sg-web" ? web : []));
    return { stack, observation: observationOf({ groups, interfaces, prefixLists }) };
  });

const expectSame = ({ stack, observation }: Estate) => {
  const { summary, findings } = diffStack(stack, observation);
  expect(stackFindings(stack, observation)).toStrictEqual({ summary, findings });
};

describe("what is left out of a difference changes no finding", () => {
  it("for any model, and rules that mostly follow it", () => {
    fc.assert(fc.property(arbitraryEstate, expectSame), RUNS);
  });

  it("whatever could not be read", () => {
    const unread = arbitraryEstate.chain(({ stack, observation }) =>
      obscured(observation).map((seen) => ({ stack, observation: seen })),
    );
    fc.assert(fc.property(unread, expectSame), RUNS);
  });

  it("for tiers that several groups play, and rules far from the model", () => {
    const estates = fc.record({ stack: arbitraryStack, observation: arbitraryObservation });
    fc.assert(fc.property(estates, expectSame), RUNS);
  });

  it("and the cases are of every kind: in line, made smaller, and left whole", () => {
    const kinds = new Map<string, number>();
    for (const { stack, observation } of fc.sample(arbitraryEstate, { numRuns: 300, seed: 1 }))
      for (const tier of stack.pattern.tiers) {
        const reduced = reduceDirection(stack, tier, "ingress", indexObservation(observation));
        const kept = typeof reduced === "string" ? reduced : "reduced";
        kinds.set(kept, (kinds.get(kept) ?? 0) + 1);
      }
    for (const kind of ["in-line", "reduced", "whole"]) expect(kinds.get(kind)).toBeGreaterThan(20);
  });
});
