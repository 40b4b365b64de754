import { expect, it } from "vitest";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import { NO_FILTER } from "#lib/core/graph/graph-part.ts";
import { groupOf, observationOf } from "#lib/core/testing/estate.ts";
import { sceneOf } from "./kept-scenes.ts";

const graph = accountGraph({
  observation: observationOf({ groups: [groupOf("sg-web", ["tcp 443 0.0.0.0/0"]), groupOf("sg-app", [])] }),
});
const all = { filter: NO_FILTER, level: "group", open: [], form: "wide" } as const;
const ids = (asked: Parameters<typeof sceneOf>[1]) => sceneOf(graph, asked).shown.nodes.map(({ id }) => id);

it("gives the same picture to whoever comes back to it, and another to another question", () => {
  const first = sceneOf(graph, all);
  expect(ids({ ...all, filter: { ...NO_FILTER, only: "exposed" } })).toEqual(["internet", "sg-web"]);
  expect(ids(all)).toEqual(["internet", "sg-app", "sg-web"]);
  expect(sceneOf(graph, { ...all })).toBe(first);
  expect(sceneOf(graph, { ...all, form: "tall" })).not.toBe(first);
});
