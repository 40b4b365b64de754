import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { unionAllFlows } from "#lib/core/net/flow-set.ts";
import { firstPoint } from "#lib/core/net/protocol.ts";
import { flowsOfRectangle } from "#lib/core/net/rectangle.ts";
import { arbitraryRectangle } from "#lib/core/testing/arbitrary-flows.ts";
import { groupOf, observationOf } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { canonicalShape } from "./canonical-rule.ts";
import { indexObservation } from "./observation-index.ts";
import { ruleFlows } from "./rule-flows.ts";
import { rulesForFlows } from "./rules-for-flows.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const holder = groupOf("sg-it", []);
const index = indexObservation(
  observationOf({ groups: [holder, ...["sg-a", "sg-b", "sg-c"].map((id) => groupOf(id, []))] }),
);

/** Random ranges of icmp types would take a rule a type: leave them to tcp and to whole protocols. */
const fewRules = arbitraryRectangle.filter(
  ({ service: { from, to } }) => to < firstPoint(1) || from > firstPoint(1) + 65_535 || to - from < 600,
);

it("the rules for a set of flows mean exactly that set, in EC2's canonical form", () => {
  fc.assert(
    fc.property(fc.array(fewRules, { maxLength: 5 }), (rectangles) => {
      const set = unionAllFlows(rectangles.map(flowsOfRectangle));
      const rules = rulesForFlows(set, "ingress", index.ownerByGroup);
      const meant = rules.map((rule) => ruleFlows(rule, holder, index).surely);
      expect(unionAllFlows(meant)).toStrictEqual(set);
      expect(rules.map(canonicalShape)).toStrictEqual(rules);
    }),
    { numRuns: lawCases() },
  );
});
