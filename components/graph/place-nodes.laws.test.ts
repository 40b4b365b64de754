import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import { LEVELS } from "#lib/core/graph/clusters.ts";
import { filterGraph, NO_FILTER } from "#lib/core/graph/graph-part.ts";
import { showGraph } from "#lib/core/graph/shown-graph.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { arbitraryObservation, arbitraryStack } from "#lib/core/testing/arbitrary-estate.ts";
import { bindingOf, groupOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { Form } from "./arrange.ts";
import { placeNodes } from "./place-nodes.ts";
import type { Box } from "./scene.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const sceneOf = (
  observation: Observation,
  stacks: readonly Stack[],
  level: (typeof LEVELS)[number],
  form: Form = "wide",
) => {
  const graph = accountGraph({ observation, stacks });
  return placeNodes(showGraph(graph, filterGraph(graph, NO_FILTER), level, new Set()), form);
};

const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isWithin = (inner: Box, outer: Box): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const cases = { numRuns: lawCases(200) };

test("no node covers another, and each lies in its frames", () => {
  fc.assert(
    fc.property(
      arbitraryObservation,
      arbitraryStack,
      fc.constantFrom(...LEVELS),
      fc.constantFrom<Form>("wide", "tall"),
      (observation, stack, level, form) => {
        const { boxes, frames, shown, bounds } = sceneOf(observation, [stack], level, form);
        for (const box of boxes) expect(isWithin(box, bounds)).toBe(true);
        boxes.forEach((box, at) => {
          for (const other of boxes.slice(at + 1)) expect(meets(box, other)).toBe(false);
          for (const frame of frames) {
            const isOwn = shown.nodes[at]?.within.includes(frame.cluster.id) === true;
            expect(isOwn ? isWithin(box, frame) : !meets(box, frame)).toBe(true);
          }
        });
      },
    ),
    cases,
  );
});

test("the same account has the same places, in whatever order EC2 lists it", () => {
  fc.assert(
    fc.property(
      arbitraryObservation,
      arbitraryStack,
      fc.constantFrom(...LEVELS),
      (observation, stack, level) => {
        const turned = { ...observation, groups: [...observation.groups].reverse() };
        expect(sceneOf(turned, [stack], level).boxes).toEqual(sceneOf(observation, [stack], level).boxes);
      },
    ),
    cases,
  );
});

/** Stacks of four groups, thirty in each of four VPCs. */
const estate = (more: readonly string[]) => {
  const names = Array.from({ length: 120 }, (_, at) => ({ name: `app-${at}`, vpcId: `vpc-${at % 4}` }));
  const all = [...names, ...more.map((name) => ({ name, vpcId: "vpc-1" }))];
  const tiers = ["web", "app", "db", "ssh-admin"];
  return {
    observation: observationOf({
      groups: all.flatMap(({ name, vpcId }) =>
        tiers.map((tier) => groupOf(`sg-${name}-${tier}`, [], { vpcId })),
      ),
    }),
    stacks: all.map(({ name, vpcId }) =>
      stackOf({ name, vpcId, bindings: tiers.map((tier) => bindingOf(tier, `sg-${name}-${tier}`)) }),
    ),
  };
};

test("a new stack moves only what stands after it in its own VPC", () => {
  const before = estate([]);
  const after = estate(["app-999"]);
  const [old, next] = [
    sceneOf(before.observation, before.stacks, "stack"),
    sceneOf(after.observation, after.stacks, "stack"),
  ];
  const placesOf = ({ shown, boxes }: typeof old) =>
    new Map(shown.nodes.map(({ id }, at) => [id, boxes[at]]));
  const now = placesOf(next);
  const moved = [...placesOf(old)].filter(
    ([id, box]) => box?.x !== now.get(id)?.x || box?.y !== now.get(id)?.y,
  );
  expect(moved).toEqual([]);
});
