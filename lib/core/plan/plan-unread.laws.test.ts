/** Law 4 where not everything could be read: it holds in whatever is really there (law 8). */
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { diffStack } from "../diff/diff-stack.ts";
import { arbitraryStack } from "../testing/arbitrary-estate.ts";
import { arbitraryCrowded } from "../testing/crowded-estate.ts";
import { lawCases } from "../testing/law-cases.ts";
import { brokenOnTheWay } from "../testing/law-four.ts";
import { obscured } from "../testing/obscured-observation.ts";
import { planMatch } from "./plan-match.ts";
import { stillHolds } from "./still-holds.ts";

const RUNS = { numRuns: lawCases() };
vi.setConfig({ testTimeout: 180_000 });

it("a plan made from what could be read cuts nobody off in what is really there, as long as it still holds", () => {
  const seen = { held: 0, early: 0 };
  fc.assert(
    fc.property(
      arbitraryStack,
      arbitraryCrowded.chain(({ observation, limit }) =>
        fc.record({
          truth: fc.constant(observation),
          known: obscured(observation),
          limit: fc.constant(limit),
        }),
      ),
      (stack, { truth, known, limit }) => {
        const planned = planMatch(stack, diffStack(stack, known), known, {
          removeRedundant: true,
          acceptNoSshSource: true,
          acceptQuotaGap: false,
          limits: { rulesPerGroup: limit, groupsPerInterface: 5 },
        });
        if (!planned.ok) return;
        const { plan } = planned.value;
        const { name, version } = stack.pattern;
        if (!stillHolds(plan, truth, { name, version }).ok) return;
        if (plan.steps.length > 0) seen.held += 1;
        const removal = plan.steps.findIndex(({ action }) => action === "revoke" || action === "modify");
        if (removal >= 0 && plan.steps.slice(removal).some(({ action }) => action !== "revoke"))
          seen.early += 1;
        expect(brokenOnTheWay(truth, plan.steps)).toBeNull();
      },
    ),
    RUNS,
  );
  if (RUNS.numRuns >= 1_000) {
    expect(seen.held).toBeGreaterThan(100);
    expect(seen.early).toBeGreaterThan(10);
  }
});
