import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { ALL_SERVICES, type ServiceSet, subtractServices, unionServices } from "#lib/core/net/service-set.ts";
import { parseService } from "#lib/core/net/service-text.ts";
import { whoCanReach } from "#lib/core/reach/who-can-reach.ts";
import { arbitraryObservation, arbitraryStack, GROUPS } from "#lib/core/testing/arbitrary-estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { accountGraph } from "./account-graph.ts";
import { clustersOf, LEVELS } from "./clusters.ts";
import { FOCUS_WAYS, focusOn } from "./focus.ts";
import type { AccountGraph } from "./graph.ts";
import { filterGraph, NO_FILTER } from "./graph-part.ts";
import { packGraph, unpackGraph } from "./packed-graph.ts";
import { showGraph } from "./shown-graph.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const estate = fc.tuple(arbitraryObservation, arbitraryStack);

/** One in eight with its stack's difference, which takes most of the time. */
const arbitraryGraph: fc.Arbitrary<AccountGraph> = fc
  .tuple(estate, fc.nat(7))
  .map(([[observation, stack], turn]) =>
    accountGraph({
      observation,
      stacks: [stack],
      diffs: turn === 0 ? [diffStack(stack, observation)] : [],
    }),
  );

const arbitraryView = fc.record({
  level: fc.constantFrom(...LEVELS),
  turned: fc.array(fc.nat(20), { maxLength: 4 }),
});

const turnedIn = (graph: AccountGraph, turned: readonly number[]): ReadonlySet<string> => {
  const ids = [...clustersOf(graph).byId.keys()];
  return new Set(turned.flatMap((at) => ids[at] ?? []));
};

const arbitraryFilter = fc.record({
  only: fc.constantFrom(null, "drift", "exposed", "unknown", "unused" as const),
  services: fc.constantFrom(null, ALL_SERVICES, [{ from: 0, to: 70_000 }]),
  person: fc.constantFrom(null, "Nobody"),
  hideInternal: fc.boolean(),
  hideOutward: fc.boolean(),
});

const cases = { numRuns: lawCases() };
const covers = (all: ServiceSet, part: ServiceSet): boolean => subtractServices(part, all).length === 0;

describe("edges", () => {
  test("into a group are what reach says its rules let in, by rule", () => {
    fc.assert(
      fc.property(estate, fc.constantFrom(...GROUPS), ([observation, stack], groupId) => {
        const graph = accountGraph({ observation, stacks: [stack] });
        const context = { index: indexObservation(observation), stack, sources: [] };
        const answer = whoCanReach({ kind: "group", groupId }, ALL_SERVICES, context);
        if (!answer.ok) throw new Error(answer.problem.sentence);
        const into = graph.edges.filter(({ to }) => graph.nodes[to]?.id === groupId);
        const said = answer.value.rules
          .filter((rule) => rule.groupId === groupId)
          .map(({ rule }) => {
            const service = parseService(rule.service);
            return { peer: rule.peer, services: service.ok ? service.value : [] };
          });
        const standsFor = (edge: (typeof into)[number], peer: string) =>
          graph.nodes[edge.from]?.id === peer || edge.networks.includes(peer);
        for (const { peer, services } of said) {
          const drawn = into.filter((edge) => standsFor(edge, peer)).map(({ possibly }) => possibly);
          expect(covers(drawn.reduce(unionServices, []), services)).toBe(true);
        }
        for (const edge of into) {
          const own = said.filter(({ peer }) => standsFor(edge, peer)).map(({ services }) => services);
          expect(covers(own.reduce(unionServices, []), edge.possibly)).toBe(true);
        }
      }),
      cases,
    );
  });

  test("are one for each ordered pair, and come back from the wire as they were", () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const pairs = graph.edges.map(({ from, to }) => `${from} ${to}`);
        expect(new Set(pairs).size).toBe(pairs.length);
        expect(unpackGraph(JSON.parse(JSON.stringify(packGraph(graph))))).toEqual(graph);
      }),
      cases,
    );
  });
});

describe("gathering", () => {
  test("keeps who may reach whom, pair by pair, adds nothing, and counts each interface once", () => {
    fc.assert(
      fc.property(arbitraryGraph, arbitraryView, arbitraryFilter, (graph, { level, turned }, filter) => {
        const part = filterGraph(graph, filter);
        const shown = showGraph(graph, part, level, turnedIn(graph, turned));
        const shownAs = (place: number) => shown.nodes.findIndex(({ members }) => members.includes(place));
        // The naive opinion: every edge alone, put together by what stands for its ends.
        const naive = new Map<string, ServiceSet>();
        for (const place of part.edges) {
          const edge = graph.edges[place];
          if (edge === undefined) continue;
          const key = `${shownAs(edge.from)} ${shownAs(edge.to)}`;
          naive.set(key, unionServices(naive.get(key) ?? [], edge.possibly));
        }
        expect(new Map(shown.edges.map(({ from, to, possibly }) => [`${from} ${to}`, possibly]))).toEqual(
          naive,
        );
        for (const { members, interfaces } of shown.nodes)
          expect(interfaces).toBe(new Set(members.flatMap((at) => graph.nodes[at]?.carriers ?? [])).size);
        expect(shown.nodes.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual(part.nodes);
      }),
      cases,
    );
  });
});

test("filters only ever remove, and no edge hangs in the air", () => {
  fc.assert(
    fc.property(arbitraryGraph, arbitraryFilter, (graph, filter) => {
      const all = filterGraph(graph, NO_FILTER);
      const part = filterGraph(graph, filter);
      expect(part.nodes.every((at) => all.nodes.includes(at))).toBe(true);
      expect(part.edges.every((at) => all.edges.includes(at))).toBe(true);
      for (const at of part.edges) {
        const edge = graph.edges[at];
        expect(part.nodes).toContain(edge?.from);
        expect(part.nodes).toContain(edge?.to);
      }
    }),
    cases,
  );
});

test("a focus is what so many steps reach, one after the other", () => {
  const arbitraryFocus = fc.record({
    way: fc.constantFrom(...FOCUS_WAYS),
    hops: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(arbitraryGraph, arbitraryFocus, fc.nat(30), (graph, { way, hops }, seed) => {
      const shown = showGraph(graph, filterGraph(graph, NO_FILTER), "group", new Set());
      const start = seed % shown.nodes.length;
      const walk = (inward: boolean): Set<number> => {
        let reached = new Set([start]);
        for (let hop = 0; hop < hops; hop += 1)
          reached = new Set([
            ...reached,
            ...shown.edges.flatMap(({ from, to }) =>
              inward ? (reached.has(to) ? [from] : []) : reached.has(from) ? [to] : [],
            ),
          ]);
        return reached;
      };
      const naive = new Set([...(way === "out" ? [] : walk(true)), ...(way === "in" ? [] : walk(false))]);
      const focus = focusOn(shown, shown.nodes[start]?.id ?? "", way, hops);
      expect(new Set(focus?.nodes)).toEqual(naive);
      for (const at of focus?.edges ?? []) {
        const edge = shown.edges[at];
        expect(focus?.nodes).toContain(edge?.from);
        expect(focus?.nodes).toContain(edge?.to);
      }
    }),
    cases,
  );
});
