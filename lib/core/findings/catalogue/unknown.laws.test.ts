import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { catalogueEstate, catalogueStacks, contextOf } from "#lib/core/testing/catalogue-estates.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { obscured } from "#lib/core/testing/obscured-observation.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { CatalogueFinding } from "./catalogue-finding.ts";
import { runCatalogue } from "./run-catalogue.ts";

const RUNS = { numRuns: lawCases() };

vi.setConfig({ testTimeout: lawTimeout() });

const run = (observation: Observation, stacks: readonly Stack[]): readonly CatalogueFinding[] =>
  runCatalogue(contextOf(observation, stacks));

/** Whose unknowns stand for a rule's own: the worst that an unread rule of a stack may turn out to be. */
const SPOKEN_FOR: Readonly<Record<string, readonly string[]>> = {
  "too-wide": ["extra", "orphan-source", "open-egress"],
  extra: ["orphan-source", "open-egress"],
  "orphan-source": ["extra"],
  redundant: ["extra", "orphan-source", "open-egress"],
  "missing-open-anyway": ["missing"],
};

const speaksFor = (open: CatalogueFinding, finding: CatalogueFinding): boolean =>
  open.certainty === "cannot-tell" &&
  (open.ruleId === finding.ruleId || (SPOKEN_FOR[finding.ruleId] ?? []).includes(open.ruleId)) &&
  (open.groupIds.length === 0 || open.groupIds.some((groupId) => finding.groupIds.includes(groupId)));

const sure = (findings: readonly CatalogueFinding[]) =>
  findings.filter(({ certainty }) => certainty === "sure");

/** What is missing grows as more is read, so the same gap may be told in other words. */
const isAboutGaps = ({ ruleId }: CatalogueFinding) =>
  ruleId === "missing" || ruleId === "missing-open-anyway";

/** A gap by its stack, tier and direction: the diff's own law looks at the flows. */
const sameThing = (finding: CatalogueFinding): string =>
  isAboutGaps(finding) ? finding.about.split("/").slice(0, 4).join("/") : finding.id;

describe("law 8: what is certain stays true whatever the unknown turns out to be", () => {
  const partlyRead = catalogueEstate.chain((truth) => fc.tuple(fc.constant(truth), obscured(truth)));

  it("what is sure stays, what comes was said to be unknown, and nothing read whole is in doubt", () => {
    fc.assert(
      fc.property(partlyRead, catalogueStacks, ([truth, seen], models) => {
        const whole = run(truth, models);
        const part = run(seen, models);
        const doubts = whole.filter(
          ({ certainty, ruleId }) => certainty === "cannot-tell" && ruleId !== "unused-group",
        );
        expect(doubts).toStrictEqual([]);
        const ids = new Set(sure(whole).map(({ id }) => id));
        for (const finding of sure(part)) if (!isAboutGaps(finding)) expect(ids).toContain(finding.id);
        const known = new Set(sure(part).map(sameThing));
        for (const finding of sure(whole))
          if (!known.has(sameThing(finding)))
            expect(part.some((open) => speaksFor(open, finding)) ? null : finding).toBeNull();
      }),
      RUNS,
    );
  });
});
