import { expect, it } from "vitest";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { groupOf, observationOf, UNREAD } from "#lib/core/testing/estate.ts";
import { ruleStanding } from "./rule-standing.ts";

const evidence = { groupId: "sg-door", peer: "203.0.113.0/24", service: "tcp/22" };
const standing = (rules: readonly string[], rulesKnown = true) =>
  ruleStanding(
    evidence,
    indexObservation(observationOf({ groups: [groupOf("sg-door", rules, { rulesKnown })] })),
  );

it("looks for a rule of just this source and service in the group it opened", () => {
  expect(standing(["tcp 22 203.0.113.0/24"])).toBe("stands");
  expect(standing(["tcp 20-25 203.0.113.0/24"])).toBe("stands");
  expect(standing(["-1 * 203.0.113.0/24"])).toBe("stands");
  expect(standing(["tcp 443 203.0.113.0/24", "tcp 22 198.51.100.0/24"])).toBe("gone");
});

it("takes nothing for gone that was not read", () => {
  expect(standing([], false)).toBe("unknown");
  expect(ruleStanding(evidence, null)).toBe("unknown");
  const without = observationOf({});
  expect(ruleStanding(evidence, indexObservation(without))).toBe("gone");
  const parts = { ...without.parts, groups: UNREAD };
  expect(ruleStanding(evidence, indexObservation({ ...without, parts }))).toBe("unknown");
  const gone = indexObservation(observationOf({ groups: [groupOf("sg-door", [])] }));
  expect(ruleStanding({ ...evidence, groupId: null }, gone)).toBe("unknown");
});
