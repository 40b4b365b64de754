import { expect, it } from "vitest";
import { grantRuleText, standingRuleText } from "./grant-text.ts";
import { endOfRule } from "./rule-end.ts";

const endsAt = new Date("2026-11-22T14:31:00Z");
const text = grantRuleText([{ number: 7, endsAt }], "shop");

it("reads the end that a grant's rule was written with, from either place", () => {
  expect(endOfRule(text)).toBe(endsAt.getTime());
  expect(endOfRule({ ...text, tags: {} })).toBe(endsAt.getTime());
  expect(endOfRule({ ...text, description: null })).toBe(endsAt.getTime());
});

it("takes the earlier one where they differ", () => {
  const tags = { "sallyport:until": "2026-11-22T14:30:59Z" };
  expect(endOfRule({ ...text, tags })).toBe(Date.parse("2026-11-22T14:30:59Z"));
});

it("knows no end of any other rule", () => {
  expect(endOfRule(standingRuleText("shop"))).toBeNull();
  expect(endOfRule({ description: "until 2026-11-22T14:31Z", tags: {} })).toBeNull();
  expect(endOfRule({ description: "sallyport grant 7 until 2026-13-45T14:31Z", tags: {} })).toBeNull();
  expect(endOfRule({ description: null, tags: { "sallyport:until": "2026" } })).toBeNull();
});
