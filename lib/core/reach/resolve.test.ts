import { expect, it } from "vitest";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { groupOf, observationOf } from "#lib/core/testing/estate.ts";
import type { OpenSource } from "#lib/core/tier/pattern.ts";
import { sourceOf } from "./resolve.ts";

const index = indexObservation(observationOf({ groups: [groupOf("sg-web", [])] }));
const office = (cidr: string): OpenSource => ({ name: "office", peer: { kind: "cidr", cidr } });
const found = (...sources: OpenSource[]) =>
  sourceOf({ kind: "source", name: "office" }, { index, stack: null, sources });

it("a name means a source only where all that are called so are the same", () => {
  const network = sourceOf({ kind: "cidr", cidr: "203.0.113.0/24" }, { index, stack: null, sources: [] });
  expect(found(office("203.0.113.0/24"))).toEqual(network);
  expect(found(office("203.0.113.0/24"), office("203.0.113.0/24"))).toEqual(network);
  expect(found(office("203.0.113.0/24"), office("198.51.100.0/24"))).toEqual({
    ok: false,
    problem: "Several sources are named office: say which network or group is meant.",
  });
  expect(found()).toEqual({ ok: false, problem: "There is no source named office." });
});
