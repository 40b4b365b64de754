import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { simulateAll } from "#lib/core/plan/simulate.ts";
import { catalogueEstate, catalogueStacks, contextOf } from "#lib/core/testing/catalogue-estates.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { type CatalogueFinding, SEVERITIES } from "./catalogue-finding.ts";
import { planRemedy } from "./plan-remedy.ts";
import { runCatalogue } from "./run-catalogue.ts";

const RUNS = { numRuns: lawCases() };

vi.setConfig({ testTimeout: lawTimeout() });

const rank = ({ severity }: CatalogueFinding) => SEVERITIES.indexOf(severity);

describe("remedies", () => {
  it("a remedy carried out makes its finding go, and makes way for nothing worse", () => {
    let planned = 0;
    fc.assert(
      fc.property(catalogueEstate, catalogueStacks, fc.nat(), (observation, stacks, choice) => {
        const context = contextOf(observation, stacks);
        const findings = runCatalogue(context);
        const withRemedy = findings.filter(({ remedy }) => remedy.kind !== "none");
        const finding = withRemedy[choice % Math.max(1, withRemedy.length)];
        if (finding === undefined) return;
        const steps = planRemedy(finding, context);
        if (!steps.ok) return;
        planned += 1;
        const after = runCatalogue(contextOf(simulateAll(observation, steps.value), stacks));
        expect(after.map(({ id }) => id)).not.toContain(finding.id);
        const before = new Set(findings.map(({ id }) => id));
        for (const other of after)
          if (!before.has(other.id)) expect(rank(other)).toBeGreaterThanOrEqual(rank(finding));
      }),
      RUNS,
    );
    // Most estates have something that a plan can put right: the law is about those.
    expect(planned).toBeGreaterThan(RUNS.numRuns / 2);
  });
});
