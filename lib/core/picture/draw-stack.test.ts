import { expect, it } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, sourceOf, stackOf } from "#lib/core/testing/estate.ts";
import { drawStack } from "./draw-stack.ts";

const observation = observationOf({
  groups: [
    groupOf("sg-web", ["tcp 443 0.0.0.0/0", "tcp 80 0.0.0.0/0"]),
    groupOf("sg-app", ["tcp 8080 10.0.0.0/8"]),
    groupOf("sg-db", ["tcp 3306 sg-app", "tcp 3306 sg-gone"]),
    groupOf("sg-ssh", ["tcp 22 0.0.0.0/1", "tcp 22 128.0.0.0/1", "tcp 22 198.51.100.7/32"]),
  ],
  interfaces: [
    interfaceOf("eni-1", ["sg-app", "sg-ssh"], ["10.0.1.1/32"]),
    interfaceOf("eni-2", ["sg-app"], ["10.0.1.2/32"]),
  ],
});
const stack = stackOf({ openSources: [sourceOf("198.51.100.7/32"), sourceOf("2001:db8::9/128")] });
const named = new Map([
  ["198.51.100.7/32", { name: "Mara's laptop", endsAt: "2026-01-01T18:00:00Z", reviewAt: null }],
]);
const picture = drawStack(stack, diffStack(stack, observation), indexObservation(observation), named);
const edges = picture.edges.map(({ tier, source, services, state }) =>
  [tier, source.id, services.join(" "), state].join(" | "),
);

it("draws every rule and every missing flow as an edge, and a reference that grants nothing as none", () => {
  expect(edges.toSorted()).toEqual(
    [
      "web | anyone | tcp/80 tcp/443 | needed",
      "app | 10.0.0.0/8 | tcp/8080 | extra",
      "app | web | tcp/8080 | missing",
      "db | app | tcp/3306 | needed",
      "ssh-admin | 0.0.0.0/1 | tcp/22 | extra",
      "ssh-admin | 128.0.0.0/1 | tcp/22 | too-wide",
      "ssh-admin | 198.51.100.7/32 | tcp/22 | needed",
      "ssh-admin | 2001:db8::9/128 | tcp/22 | missing",
    ].toSorted(),
  );
});

it("says whose a source is, and that two halves open the whole Internet", () => {
  const of = (id: string) => picture.edges.find(({ source }) => source.id === id);
  expect(of("198.51.100.7/32")?.source).toMatchObject({
    name: "Mara's laptop",
    endsAt: "2026-01-01T18:00:00Z",
  });
  expect(of("0.0.0.0/1")?.isOpenToWorld).toBe(true);
  expect(of("128.0.0.0/1")?.isOpenToWorld).toBe(true);
  expect(of("10.0.0.0/8")?.isOpenToWorld).toBe(false);
});

it("counts who is without a door", () => {
  const app = picture.tiers.find(({ name }) => name === "app");
  expect(app?.doors).toEqual([{ tier: "ssh-admin", carried: 1, of: 2 }]);
  expect(app?.members.map(({ interfaceId, fault }) => `${interfaceId} ${fault}`)).toEqual([
    "eni-1 none",
    "eni-2 no-door",
  ]);
});

it("gives an edge the same key whatever the order of rules", () => {
  const turned = {
    ...observation,
    groups: observation.groups.map((group) => ({ ...group, rules: group.rules.toReversed() })),
  };
  const again = drawStack(stack, diffStack(stack, turned), indexObservation(turned), named);
  expect(again.edges.map(({ key }) => key).toSorted()).toEqual(
    picture.edges.map(({ key }) => key).toSorted(),
  );
});
