import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Direction, Observation, ObservedRule } from "#lib/core/group/observation.ts";
import { type FlowLine, parseFlows } from "#lib/core/net/flow-line.ts";
import {
  type FlowSet,
  isEmptyFlows,
  isSubsetOfFlows,
  NO_FLOWS,
  subtractFlows,
  unionFlows,
} from "#lib/core/net/flow-set.ts";
import { arbitraryObservation, GROUPS } from "#lib/core/testing/arbitrary-estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { isWithin } from "#lib/core/testing/naive-addresses.ts";
import { obscured } from "#lib/core/testing/obscured-observation.ts";
import type { FlowComparison } from "./compare-flows.ts";
import { compareObservations, type ObservationComparison } from "./compare-observations.ts";

vi.setConfig({ testTimeout: lawTimeout() });
const RUNS = { numRuns: lawCases(1_000) };

const NONE: FlowComparison = { gained: NO_FLOWS, lost: NO_FLOWS, unknown: NO_FLOWS };
const flowsOf = (comparison: ObservationComparison, groupId: string, direction: Direction): FlowComparison =>
  comparison.groups.find((group) => group.groupId === groupId)?.[direction] ?? NONE;

/** Two estates with some groups in common, so that little differs about as often as much. */
const arbitraryPair = fc
  .tuple(arbitraryObservation, arbitraryObservation, fc.subarray(GROUPS), fc.subarray(GROUPS))
  .map(([first, other, kept, gone]): readonly [Observation, Observation] => [
    first,
    {
      ...other,
      groups: other.groups
        .map((group) =>
          kept.includes(group.groupId)
            ? (first.groups.find(({ groupId }) => groupId === group.groupId) ?? group)
            : group,
        )
        .filter(({ groupId }) => !gone.includes(groupId)),
    },
  ]);

describe("comparing a moment with itself", () => {
  it("finds nothing, whatever could not be read", () => {
    fc.assert(
      fc.property(
        arbitraryObservation.chain((truth) => fc.oneof(fc.constant(truth), obscured(truth))),
        (observation) => {
          const again = compareObservations(observation, structuredClone(observation));
          expect(again.groups).toEqual([]);
          expect(again.interfaces).toEqual([]);
        },
      ),
      RUNS,
    );
  });
});

describe("comparing two moments", () => {
  it("backwards turns what was gained into what was lost", () => {
    fc.assert(
      fc.property(arbitraryPair, ([before, after]) => {
        const there = compareObservations(before, after);
        const back = compareObservations(after, before);
        for (const groupId of GROUPS) {
          const [one, other] = [flowsOf(there, groupId, "ingress"), flowsOf(back, groupId, "ingress")];
          expect(other.gained).toEqual(one.lost);
          expect(other.lost).toEqual(one.gained);
        }
        expect(back.interfaces.map(({ interfaceId, joined, left }) => [interfaceId, left, joined])).toEqual(
          there.interfaces.map(({ interfaceId, joined, left }) => [interfaceId, joined, left]),
        );
      }),
      RUNS,
    );
  });

  it("over a third comes to the same, in flows and in rules", () => {
    const later = (first: FlowComparison, then: FlowComparison): Pick<FlowComparison, "gained" | "lost"> => ({
      gained: unionFlows(subtractFlows(first.gained, then.lost), subtractFlows(then.gained, first.lost)),
      lost: unionFlows(subtractFlows(first.lost, then.gained), subtractFlows(then.lost, first.gained)),
    });
    const keysOf = (comparison: ObservationComparison, groupId: string, which: "gained" | "lost"): string[] =>
      comparison.groups.find((group) => group.groupId === groupId)?.rules?.[which].map(({ key }) => key) ??
      [];
    fc.assert(
      fc.property(arbitraryPair, arbitraryObservation, ([a, b], c) => {
        const [ab, bc, ac] = [
          compareObservations(a, b),
          compareObservations(b, c),
          compareObservations(a, c),
        ];
        for (const groupId of GROUPS) {
          const [first, then] = [flowsOf(ab, groupId, "ingress"), flowsOf(bc, groupId, "ingress")];
          const { gained, lost } = flowsOf(ac, groupId, "ingress");
          expect({ gained, lost }).toEqual(later(first, then));
          const without = (keys: string[], others: string[]) => keys.filter((key) => !others.includes(key));
          const keys = (comparison: ObservationComparison, which: "gained" | "lost") =>
            keysOf(comparison, groupId, which);
          expect([...keys(ac, "gained")].sort()).toEqual(
            [
              ...without(keys(ab, "gained"), keys(bc, "lost")),
              ...without(keys(bc, "gained"), keys(ab, "lost")),
            ].sort(),
          );
        }
      }),
      RUNS,
    );
  });

  it("says nothing for certain that is not so in truth (law 8)", () => {
    fc.assert(
      fc.property(
        arbitraryPair.chain(([before, after]) =>
          fc.record({
            truth: fc.constant([before, after] as const),
            seen: fc.tuple(obscured(before), obscured(after)),
          }),
        ),
        ({ truth, seen }) => {
          const certain = compareObservations(...seen);
          const real = compareObservations(...truth);
          for (const groupId of GROUPS) {
            const [said, is] = [flowsOf(certain, groupId, "ingress"), flowsOf(real, groupId, "ingress")];
            expect(isSubsetOfFlows(said.gained, is.gained)).toBe(true);
            expect(isSubsetOfFlows(said.lost, is.lost)).toBe(true);
          }
        },
      ),
      RUNS,
    );
  });
});

/** A second, naive opinion: every flow of a handful looked at on its own. */
describe("beside an oracle", () => {
  const ADDRESSES = [
    "1.1.1.1",
    "200.0.0.1",
    "10.9.9.9",
    "10.0.1.1",
    "10.0.1.200",
    "198.51.100.1",
    "203.0.113.7",
    "2600::1",
  ];
  const PORTS = [19, 20, 22, 23, 80, 443, 3306, 8080];

  const peersOf = ({ peer }: ObservedRule, { groups, prefixLists }: Observation): readonly string[] => {
    if (peer.kind === "group")
      return groups.some(({ groupId }) => groupId === peer.groupId) ? [peer.groupId] : [];
    const cidrs = "cidr" in peer ? [peer.cidr] : (prefixLists[0]?.entries ?? []);
    return ADDRESSES.filter((address) => cidrs.some((cidr) => isWithin(address, cidr)));
  };
  const allows = (rule: ObservedRule, port: number): boolean =>
    rule.protocol === "-1" ||
    (rule.protocol === "tcp" && (rule.fromPort ?? 0) <= port && port <= (rule.toPort ?? 0));
  const allowed = (observation: Observation, groupId: string): ReadonlySet<string> => {
    const rules = observation.groups.find((group) => group.groupId === groupId)?.rules ?? [];
    return new Set(
      rules.flatMap((rule) =>
        peersOf(rule, observation).flatMap((peer) =>
          PORTS.filter((port) => allows(rule, port)).map((port) => `${peer} tcp/${port}`),
        ),
      ),
    );
  };
  const setOf = (flow: string): FlowSet => {
    const [peer = "", service = ""] = flow.split(" ");
    const host = peer.startsWith("sg-") ? peer : `${peer}/${peer.includes(":") ? 128 : 32}`;
    const line: FlowLine = { peer: host, service };
    const set = parseFlows([line]);
    if (!set.ok || isEmptyFlows(set.value)) throw new Error(`No flow: ${flow}`);
    return set.value;
  };

  it("gains and loses just the flows that one moment has and the other lacks", () => {
    fc.assert(
      fc.property(arbitraryPair, ([before, after]) => {
        const comparison = compareObservations(before, after);
        for (const groupId of GROUPS) {
          const { gained, lost, unknown } = flowsOf(comparison, groupId, "ingress");
          expect(isEmptyFlows(unknown)).toBe(true);
          const [had, has] = [allowed(before, groupId), allowed(after, groupId)];
          for (const peer of [...ADDRESSES, ...GROUPS])
            for (const port of PORTS) {
              const flow = `${peer} tcp/${port}`;
              const isGained = has.has(flow) && !had.has(flow);
              const isLost = had.has(flow) && !has.has(flow);
              expect([flow, isSubsetOfFlows(setOf(flow), gained)]).toEqual([flow, isGained]);
              expect([flow, isSubsetOfFlows(setOf(flow), lost)]).toEqual([flow, isLost]);
            }
        }
      }),
      { numRuns: lawCases(30) },
    );
  });
});
