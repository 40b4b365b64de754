import { expect, test } from "vitest";
import { limitsInForce, limitsWords } from "./limits-in-force.ts";

const limits = (
  rulesPerGroup: number | null,
  groupsPerInterface: number | null,
  problem: string | null = null,
) => ({
  limits: {
    rulesPerGroup,
    groupsPerInterface,
    asOf: problem === null ? "2026-01-01T00:00:00Z" : null,
    problem,
  },
});

test("an account's own limits hold", () => {
  const own = limitsInForce(limits(120, 8));
  expect(own).toMatchObject({ rulesPerGroup: 120, groupsPerInterface: 8, assumedBecause: null });
  expect(limitsWords(own)).toMatch(
    /^120 rules a group, direction and family, and 8 groups an interface, as Service/,
  );
});

test("what could not be read is assumed, and said so", () => {
  const denied = limitsInForce(limits(null, 8, "GetServiceQuota failed with AccessDenied."));
  expect(denied).toMatchObject({ rulesPerGroup: 60, groupsPerInterface: 8 });
  expect(limitsWords(denied)).toMatch(/assumed\. GetServiceQuota failed with AccessDenied\.$/);
  expect(limitsWords(limitsInForce({}))).toMatch(/assumed\. Service Quotas was not asked\.$/);
});

test("limits of which one was not read are not all the account's own", () => {
  expect(limitsInForce(limits(80, null))).toMatchObject({
    rulesPerGroup: 80,
    groupsPerInterface: 5,
    assumedBecause: "Service Quotas was not asked.",
  });
});

test("what was read once still holds when it cannot be read again", () => {
  const kept = limitsInForce({
    limits: { rulesPerGroup: 80, groupsPerInterface: 5, asOf: "2026-01-01T00:00:00Z", problem: "x" },
  });
  expect(kept).toMatchObject({ rulesPerGroup: 80, assumedBecause: null, asOf: "2026-01-01T00:00:00Z" });
});

test("rules times groups is never more than 1,000", () => {
  expect(limitsInForce(limits(200, 16)).groupsPerInterface).toBe(5);
  expect(limitsInForce(limits(1_000, 1)).groupsPerInterface).toBe(1);
});
