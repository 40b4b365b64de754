/** A floor under what `npm run adopt:measure` reports, on few estates: it falls when the algorithm does. */
import { expect, test, vi } from "vitest";
import { lawTimeout } from "#lib/core/testing/law-cases.ts";
import { generateEstate } from "#lib/testing/adoption/generate-estate.ts";
import { addCounts, precision, recall, scoreAdoption } from "#lib/testing/adoption/score.ts";
import { adopt } from "./adopt.ts";

vi.setConfig({ testTimeout: lawTimeout() });

test("forty estates it was not tuned on", () => {
  const seeds = Array.from({ length: 40 }, (_, at) => 10_001 + 2 * at);
  const counts = addCounts(
    seeds.map((seed) => {
      const { observation, truth } = generateEstate(seed);
      return scoreAdoption(adopt(observation), truth);
    }),
  );
  expect(counts.stacks.real).toBeGreaterThan(100);
  for (const [what, floor] of [
    ["stacks", 0.88],
    ["tiers", 0.93],
    ["bindings", 0.94],
    ["rules called out", 0.85],
  ] as const) {
    expect(precision(counts[what]), `precision of ${what}`).toBeGreaterThan(floor);
    expect(recall(counts[what]), `recall of ${what}`).toBeGreaterThan(floor);
  }
});
