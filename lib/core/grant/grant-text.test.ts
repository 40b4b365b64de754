import { expect, test } from "vitest";
import { grantRuleText, untilText, untilWords } from "./grant-text.ts";

test.each([
  ["2026-11-22T14:31:00Z", "2026-11-22T14:31Z", "22 Nov 2026, 14:31 UTC"],
  ["2026-11-22T14:31:22Z", "2026-11-22T14:31:22Z", "22 Nov 2026, 14:31:22 UTC"],
  ["2026-12-31T23:59:59.500Z", "2027-01-01T00:00Z", "1 Jan 2027, 00:00 UTC"],
])("an end at %s is written so that nobody is cut off early", (at, onEc2, forPeople) => {
  expect(untilText(new Date(at))).toBe(onEc2);
  expect(untilWords(new Date(at))).toBe(forPeople);
});

test("a shared rule says the latest end, and every grant that needs it", () => {
  const early = { number: 7, endsAt: new Date("2026-11-22T12:00:00Z") };
  const late = { number: 3, endsAt: new Date("2026-11-22T18:00:00Z") };
  expect(grantRuleText([early, late], "shop")).toMatchObject({
    description: "sallyport grant 3 until 2026-11-22T18:00Z",
    tags: { "sallyport:grant": "3 7", "sallyport:until": "2026-11-22T18:00Z" },
  });
});
