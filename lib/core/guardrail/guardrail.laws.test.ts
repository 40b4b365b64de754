import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { isEmptyFlows } from "#lib/core/net/flow-set.ts";
import { arbitraryStack } from "#lib/core/testing/arbitrary-estate.ts";
import { arbitraryPartlyRead, arbitraryReachable } from "#lib/core/testing/arbitrary-reach.ts";
import { ruleOf, tcp } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import type { Guardrail, GuardrailPeer, Service, Stack } from "#lib/core/tier/pattern.ts";
import { breachesOf } from "./breach.ts";
import { evaluateGuardrail } from "./evaluate-guardrail.ts";
import { guardrailChanges } from "./guardrail-change.ts";

const RUNS = { numRuns: lawCases() };

vi.setConfig({ testTimeout: lawTimeout() });

const peer: fc.Arbitrary<GuardrailPeer> = fc.constantFrom<GuardrailPeer>(
  { kind: "internet" },
  { kind: "tier", tier: "web" },
  { kind: "tier", tier: "app" },
  { kind: "cidr", cidr: "198.51.100.0/25" },
  { kind: "cidr", cidr: "10.0.1.0/24" },
);

const services: fc.Arbitrary<readonly Service[]> = fc.constantFrom<readonly Service[]>(
  [tcp(8080)],
  [tcp(22), tcp(3306)],
  [{ protocol: "all", fromPort: null, toPort: null }],
);

const tier = fc.constantFrom("web", "app", "db", "ssh-admin");

const arbitraryGuardrail: fc.Arbitrary<Guardrail> = fc.oneof(
  fc.record({ kind: fc.constantFrom("never" as const, "always" as const), peer, tier, services }),
  fc.record({
    kind: fc.constant("sources-within" as const),
    tier,
    services,
    cidrs: fc.subarray(["198.51.100.0/24", "10.0.0.0/8", "203.0.113.7/32"], { minLength: 1 }),
  }),
);

const stateOf = (guardrail: Guardrail, stack: Stack, observation: Observation) =>
  evaluateGuardrail(guardrail, stack, indexObservation(observation)).state;

it("law 8: what holds holds, and what is broken is broken, whatever the unknown turns out to be", () => {
  fc.assert(
    fc.property(
      arbitraryStack,
      arbitraryGuardrail,
      arbitraryPartlyRead,
      (stack, guardrail, [truth, seen]) => {
        const part = stateOf(guardrail, stack, seen);
        if (part !== "unknown") expect(stateOf(guardrail, stack, truth)).toBe(part);
      },
    ),
    RUNS,
  );
});

const RULES = ["tcp 22 10.0.0.0/8", "-1 * 0.0.0.0/0", "tcp 8080 sg-web", "tcp 3306 203.0.113.7/32"];

it("a rule more never mends a never, and never breaks an always", () => {
  fc.assert(
    fc.property(
      arbitraryStack,
      arbitraryGuardrail,
      arbitraryReachable,
      fc.record({ rule: fc.constantFrom(...RULES), at: fc.nat(5), isEgress: fc.boolean() }),
      (stack, guardrail, seen, { rule, at, isEgress }) => {
        const groups = seen.groups.map((group, place) =>
          place === at
            ? { ...group, rules: [...group.rules, ruleOf(rule, isEgress ? "egress" : "ingress")] }
            : group,
        );
        const [before, after] = [
          stateOf(guardrail, stack, seen),
          stateOf(guardrail, stack, { ...seen, groups }),
        ];
        if (guardrail.kind === "always" ? before === "holds" : before === "broken")
          expect(after).toBe(before);
      },
    ),
    RUNS,
  );
});

it("a rule less breaks no never further, and a rule more no always, at any target", () => {
  fc.assert(
    fc.property(
      arbitraryStack,
      arbitraryGuardrail,
      arbitraryReachable,
      fc.record({ rule: fc.constantFrom(...RULES), at: fc.nat(5), isEgress: fc.boolean() }),
      (stack, guardrail, seen, { rule, at, isEgress }) => {
        const groups = seen.groups.map((group, place) =>
          place === at
            ? { ...group, rules: [...group.rules, ruleOf(rule, isEgress ? "egress" : "ingress")] }
            : group,
        );
        const [less, more] = [indexObservation(seen), indexObservation({ ...seen, groups })];
        const [before, after] = guardrail.kind === "always" ? [less, more] : [more, less];
        const changes = guardrailChanges([{ ...stack, guardrails: [guardrail] }], before, after);
        expect(changes.filter(({ grows }) => grows !== false)).toEqual([]);
      },
    ),
    RUNS,
  );
});

it("what is broken has a witness and all that breaks it; nothing done makes nothing worse", () => {
  fc.assert(
    fc.property(arbitraryStack, arbitraryGuardrail, arbitraryReachable, (stack, guardrail, seen) => {
      const index = indexObservation(seen);
      const { state, witness } = evaluateGuardrail(guardrail, stack, index);
      expect(witness !== null).toBe(state === "broken");
      const breaches = breachesOf(guardrail, stack, index);
      expect(breaches.length === 0).toBe(state === "holds");
      expect(breaches.some(({ flows }) => !isEmptyFlows(flows.surely))).toBe(state === "broken");
      const same = guardrailChanges([{ ...stack, guardrails: [guardrail] }], index, indexObservation(seen));
      expect(same.map(({ before, after, grows }) => [before, after, grows])).toEqual(
        state === "holds" ? [] : [[state, state, false]],
      );
    }),
    RUNS,
  );
});
