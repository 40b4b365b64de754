import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { portRange } from "#lib/core/net/service-set.ts";
import { LEVELS } from "./clusters.ts";
import { FOCUS_WAYS } from "./focus.ts";
import {
  filterOf,
  GRAPH_ONLY,
  GRAPH_VIEWS,
  graphParameters,
  graphQuery,
  typedService,
} from "./graph-query.ts";

const arbitraryQuery = fc.record({
  view: fc.constantFrom(...GRAPH_VIEWS),
  scope: fc.constantFrom("", "111122223333/eu-central-1"),
  at: fc.constantFrom("", "2026-03-03T14:00:00Z"),
  by: fc.constantFrom(null, ...LEVELS),
  open: fc.subarray(["stack:1/eu/vpc-1/a b", "vpc:1/eu/vpc-1"]),
  focus: fc.constantFrom("", "sg-1", "10.0.0.0/8"),
  way: fc.constantFrom(...FOCUS_WAYS),
  hops: fc.integer({ min: 0, max: 9 }),
  only: fc.constantFrom(null, ...GRAPH_ONLY),
  port: fc.constantFrom("", "22", "udp/53"),
  person: fc.constantFrom("", "Mara Haddad"),
  hideInternal: fc.boolean(),
  showOutward: fc.boolean(),
  camera: fc.constantFrom("", "-10,20,0.500"),
  node: fc.constantFrom("", "sg-1", "stack:1/eu/vpc-1/a b"),
});

describe("what is shown", () => {
  test("stands in the address, and is read from it as it was", () => {
    fc.assert(
      fc.property(arbitraryQuery, (query) => {
        const address = new URLSearchParams(graphParameters(query)).toString();
        expect(graphQuery(Object.fromEntries(new URLSearchParams(address)))).toEqual(query);
      }),
    );
  });

  test("leaves out of the address what is usual", () => {
    expect(graphParameters(graphQuery({}))).toEqual({});
  });

  test("is usual where an address says nonsense", () => {
    const given = { by: "galaxy", way: "sideways", hops: "-1", only: "good", camera: "here" };
    expect(graphQuery(given)).toEqual(graphQuery({}));
  });
});

test("a port is typed as people type it", () => {
  expect(typedService(" 22 ")).toEqual(portRange(6, 22, 22));
  expect(typedService("8000-8100")).toEqual(portRange(6, 8000, 8100));
  expect(typedService("UDP/53")).toEqual(portRange(17, 53, 53));
  expect(typedService("ssh")).toBeNull();
  expect(filterOf(graphQuery({ port: "ssh" })).services).toBeNull();
});
