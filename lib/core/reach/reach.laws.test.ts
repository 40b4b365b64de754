import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { printCidr } from "#lib/core/net/cidr.ts";
import { type FlowLine, parseFlows } from "#lib/core/net/flow-line.ts";
import {
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  isSubsetOfFlows,
  unionAllFlows,
} from "#lib/core/net/flow-set.ts";
import { parseService } from "#lib/core/net/service-text.ts";
import { arbitraryCidr } from "#lib/core/testing/arbitrary-flows.ts";
import {
  arbitraryAsked,
  arbitraryGroupEnd,
  arbitraryNetworkPeer,
  arbitraryNetworkTarget,
  arbitraryPartlyRead,
  arbitraryReachable,
} from "#lib/core/testing/arbitrary-reach.ts";
import { ruleOf } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import type { ReachAnswer } from "./answer.ts";
import { canReach } from "./can-reach.ts";
import { followHops } from "./follow-hops.ts";
import type { Inside, ReachPeer, ReachTarget } from "./question.ts";
import { whatCanReach } from "./what-can-reach.ts";
import { whoCanReach } from "./who-can-reach.ts";

const RUNS = { numRuns: lawCases() };

vi.setConfig({ testTimeout: lawTimeout() });

const contextOf = (observation: Observation) => ({
  index: indexObservation(observation),
  stack: null,
  sources: [],
});

const servicesOf = (text: string) => {
  const services = parseService(text);
  if (!services.ok) throw new Error(text);
  return services.value;
};

const ask = (peer: ReachPeer, target: ReachTarget, services: string, observation: Observation) => {
  const answer = canReach({ peer, target, services: servicesOf(services) }, contextOf(observation));
  return answer.ok ? answer.value : null;
};

const flowsOf = (lines: readonly FlowLine[]): FlowSet => {
  const flows = parseFlows(lines);
  if (!flows.ok) throw new Error("Lines do not parse.");
  return flows.value;
};

const partsOf = ({ open, closed, unknown, ungoverned }: ReachAnswer) =>
  [open, closed, unknown, ungoverned].map(flowsOf);

const arbitraryPeer: fc.Arbitrary<ReachPeer> = fc.oneof(arbitraryNetworkPeer, arbitraryGroupEnd);

describe("law 8: what is certain stays true whatever the unknown turns out to be", () => {
  it("yes and no stay; what is surely open is open, and what is surely closed is closed", () => {
    fc.assert(
      fc.property(
        arbitraryPartlyRead,
        arbitraryPeer,
        arbitraryGroupEnd,
        arbitraryAsked,
        ([truth, seen], peer, target, services) => {
          const whole = ask(peer, target, services, truth);
          const part = ask(peer, target, services, seen);
          if (whole === null || part === null) return;
          if (part.verdict !== "unknown") expect(whole.verdict).toBe(part.verdict);
          const byAddress = (lines: readonly FlowLine[]) => ({ ...flowsOf(lines), groups: [] });
          if (part.verdict === "yes" && peer.kind !== "group")
            expect(isSubsetOfFlows(byAddress(part.open), byAddress(whole.open))).toBe(true);
          if (peer.kind !== "group")
            expect(isEmptyFlows(intersectFlows(byAddress(part.closed), byAddress(whole.open)))).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it("so it is of addresses as targets, where nobody knows who is at home there", () => {
    fc.assert(
      fc.property(
        arbitraryPartlyRead,
        arbitraryPeer,
        arbitraryNetworkTarget,
        arbitraryAsked,
        ([truth, seen], peer, target, services) => {
          const whole = ask(peer, target, services, truth);
          const part = ask(peer, target, services, seen);
          if (whole === null || part === null) return;
          // Beside what is never filtered, something that was unknown may turn out to be open.
          const rest = part.verdict === "ungoverned" && whole.verdict === "yes" && part.unknown.length > 0;
          if (part.verdict !== "unknown" && !rest) expect(whole.verdict).toBe(part.verdict);
          for (const one of ["open", "closed", "ungoverned"] as const)
            expect(isSubsetOfFlows(flowsOf(part[one]), flowsOf(whole[one]))).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it("so it is of ways over several groups", () => {
    const hops = fc.array(fc.tuple(arbitraryGroupEnd, arbitraryAsked), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(arbitraryPartlyRead, arbitraryPeer, hops, ([truth, seen], peer, asked) => {
        const way = asked.map(([target, services]) => ({ target, services: servicesOf(services) }));
        const whole = followHops(peer, way, contextOf(truth));
        const part = followHops(peer, way, contextOf(seen));
        if (!whole.ok || !part.ok || part.value.verdict === "unknown") return;
        expect(whole.value.verdict === "no").toBe(part.value.verdict === "no");
      }),
      RUNS,
    );
  });

  it("so it is of everything that a peer can reach", () => {
    fc.assert(
      fc.property(arbitraryPartlyRead, arbitraryPeer, arbitraryAsked, ([truth, seen], peer, services) => {
        const whole = whatCanReach(peer, servicesOf(services), contextOf(truth));
        const part = whatCanReach(peer, servicesOf(services), contextOf(seen));
        if (!whole.ok || !part.ok) return;
        const reaches = whole.value.verdict !== "no";
        if (part.value.verdict === "no") expect(reaches).toBe(false);
        if (part.value.verdict === "yes" || part.value.verdict === "ungoverned") expect(reaches).toBe(true);
      }),
      RUNS,
    );
  });
});

describe("answers", () => {
  it("cut what was asked into four that do not overlap, in plain JSON, the same in any order", () => {
    fc.assert(
      fc.property(
        arbitraryReachable,
        arbitraryPeer,
        arbitraryGroupEnd,
        arbitraryAsked,
        (seen, peer, target, services) => {
          const answer = ask(peer, target, services, seen);
          if (answer === null) throw new Error("There is no such group.");
          expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer);
          const parts = partsOf(answer);
          parts.forEach((one, at) => {
            for (const other of parts.slice(at + 1))
              expect(isEmptyFlows(intersectFlows(one, other))).toBe(true);
          });
          expect(
            unionAllFlows(parts).ipv4.length +
              unionAllFlows(parts).ipv6.length +
              unionAllFlows(parts).groups.length,
          ).toBeGreaterThan(0);
          const shuffled = {
            ...seen,
            groups: [...seen.groups]
              .reverse()
              .map((group) => ({ ...group, rules: [...group.rules, ...group.rules].reverse() })),
            interfaces: [...seen.interfaces].reverse(),
          };
          const again = ask(peer, target, services, shuffled);
          expect(again?.verdict).toBe(answer.verdict);
          expect(again === null ? null : partsOf(again)).toStrictEqual(parts);
        },
      ),
      RUNS,
    );
  });

  it("never lose anything by a rule more, in either direction", () => {
    const rules = fc.constantFrom("tcp 22 10.0.0.0/8", "-1 * 0.0.0.0/0", "tcp 8080 sg-web", "tcp 3306 pl-1");
    fc.assert(
      fc.property(
        arbitraryReachable,
        fc.record({ groupEnd: arbitraryGroupEnd, rule: rules, isEgress: fc.boolean() }),
        arbitraryPeer,
        arbitraryGroupEnd,
        arbitraryAsked,
        (seen, { groupEnd, rule, isEgress }, peer, target, services) => {
          const groupId = groupEnd.kind === "group" ? groupEnd.groupId : "";
          const more = {
            ...seen,
            groups: seen.groups.map((group) =>
              group.groupId === groupId
                ? { ...group, rules: [...group.rules, ruleOf(rule, isEgress ? "egress" : "ingress")] }
                : group,
            ),
          };
          const before = ask(peer, target, services, seen);
          const after = ask(peer, target, services, more);
          if (before === null || after === null) throw new Error("There is no such group.");
          expect(isSubsetOfFlows(flowsOf(before.open), flowsOf(after.open))).toBe(true);
        },
      ),
      RUNS,
    );
  });
});

describe("who, what and can agree", () => {
  const someTarget = (seen: Observation, at: number): Inside | null => {
    const item = seen.interfaces[at % Math.max(1, seen.interfaces.length)];
    return item === undefined ? null : { kind: "interface", interfaceId: item.interfaceId };
  };

  it("a network reaches a target exactly for its part of who can", () => {
    fc.assert(
      fc.property(
        arbitraryReachable,
        arbitraryCidr,
        arbitraryGroupEnd,
        arbitraryAsked,
        (seen, cidr, target, services) => {
          const text = printCidr(cidr);
          const can = ask({ kind: "cidr", cidr: text }, target, services, seen);
          const who = whoCanReach(target, servicesOf(services), contextOf(seen));
          if (can === null || !who.ok) throw new Error("There is no such group.");
          const asked = flowsOf([{ peer: text, service: services }]);
          for (const part of ["unknown", "ungoverned"] as const)
            expect(intersectFlows(asked, flowsOf(who.value[part]))).toStrictEqual(flowsOf(can[part]));
          expect(intersectFlows(asked, flowsOf(who.value.byPacket))).toStrictEqual(flowsOf(can.open));
        },
      ),
      RUNS,
    );
  });

  it("a target is in what a peer can reach exactly when the peer can reach it", () => {
    fc.assert(
      fc.property(
        arbitraryReachable,
        arbitraryPeer,
        fc.nat(5),
        arbitraryAsked,
        (seen, peer, at, services) => {
          const target = someTarget(seen, at);
          if (target?.kind !== "interface") return;
          const can = ask(peer, target, services, seen);
          const what = whatCanReach(peer, servicesOf(services), contextOf(seen));
          if (can === null || !what.ok) throw new Error("There is no such peer.");
          const found = what.value.targets.find(({ interfaceIds }) =>
            interfaceIds.includes(target.interfaceId),
          );
          expect(found?.verdict ?? "no").toBe(can.verdict);
        },
      ),
      RUNS,
    );
  });
});
