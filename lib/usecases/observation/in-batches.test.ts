import { expect, test } from "vitest";
import { inBatches } from "./in-batches.ts";

const sizes = (bodies: readonly string[]) =>
  [...inBatches(bodies, ({ length }) => length)].map(({ length }) => length);

test("nothing is no batch, and a thousand are one", () => {
  expect(sizes([])).toEqual([]);
  expect(sizes(Array.from({ length: 2_001 }, () => "x"))).toEqual([1_000, 1_000, 1]);
});

test("long texts make short batches, and one that is too long goes alone", () => {
  const long = "x".repeat(900_000);
  expect(sizes([long, long, long, "x".repeat(3_000_000), "x"])).toEqual([2, 1, 1, 1]);
});
