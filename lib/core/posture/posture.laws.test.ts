/** Laws: every finding and every stack is in exactly one band, and what nobody looked at is in none of those that judge. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lawCases } from "#lib/core/testing/law-cases.ts";
import { SEVERITIES } from "../findings/catalogue/catalogue-finding.ts";
import { STANDINGS } from "../findings/exception/standing.ts";
import { columnOf, findingsIn, stacksIn } from "./column.ts";
import { BANDS, bandOf, countBands, NO_FINDINGS } from "./posture.ts";
import { RANGES, sampleTimes } from "./sample-times.ts";

const times = { numRuns: lawCases() };
const arbitraryFinding = fc.record({
  severity: fc.constantFrom(...SEVERITIES),
  certainty: fc.constantFrom("sure" as const, "cannot-tell" as const),
  isAccepted: fc.boolean(),
});
const arbitraryPart = fc
  .record({
    counts: fc.tuple(...BANDS.map(() => fc.nat(9))),
    state: fc.option(fc.constantFrom(...STANDINGS)),
    stacks: fc.integer({ min: 1, max: 5 }),
    isKnown: fc.boolean(),
  })
  .map(({ counts, state, stacks, isKnown }) => ({
    ...NO_FINDINGS,
    ...Object.fromEntries(BANDS.map((band, index) => [band, counts[index] ?? 0])),
    state,
    stacks: state === null ? 0 : stacks,
    isKnown,
  }));

describe("posture", () => {
  it("has every finding in exactly one band, and what is accepted or unknown in no severity", () => {
    fc.assert(
      fc.property(fc.array(arbitraryFinding), (findings) => {
        const counts = countBands(findings.map((each) => bandOf(each, each.isAccepted)));
        expect(BANDS.reduce((sum, band) => sum + counts[band], 0)).toBe(findings.length);
        expect(counts.accepted).toBe(findings.filter(({ isAccepted }) => isAccepted).length);
        for (const severity of SEVERITIES)
          expect(counts[severity]).toBe(
            findings.filter(
              (each) => !each.isAccepted && each.certainty === "sure" && each.severity === severity,
            ).length,
          );
      }),
      times,
    );
  });

  it("has every stack in exactly one state or not looked at, and finds nothing where nobody looked", () => {
    fc.assert(
      fc.property(fc.array(arbitraryPart, { maxLength: 6 }), (parts) => {
        const column = columnOf(parts);
        expect(stacksIn(column)).toBe(parts.reduce((sum, { stacks }) => sum + stacks, 0));
        const known = parts.filter(({ isKnown }) => isKnown);
        expect(column).toMatchObject({ isKnown: known.length > 0, bands: columnOf(known).bands });
        expect(columnOf(known).notLooked).toBe(0);
        if (known.length === 0) expect(findingsIn(column)).toBe(0);
      }),
      times,
    );
  });

  it("shows moments in order, the last one now", () => {
    const now = new Date("2026-03-01T12:00:00Z");
    for (const range of Object.keys(RANGES) as (keyof typeof RANGES)[]) {
      const moments = sampleTimes(range, now);
      expect(moments.at(-1)).toEqual(now);
      expect([...moments].sort((a, b) => a.getTime() - b.getTime())).toEqual(moments);
      expect(now.getTime() - (moments[0]?.getTime() ?? 0)).toBeLessThanOrEqual(
        RANGES[range].days * 86_400_000,
      );
    }
  });
});
