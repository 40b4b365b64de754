import { expect, test } from "vitest";
import { keepMoment } from "./keep-moment.ts";

const AT = "2026-03-03T14:00:00Z";
const SAID = "at=2026-03-03T14%3A00%3A00Z";

test.each([
  ["/stacks", `/stacks?${SAID}`],
  ["/stacks/shop?tab=rules#x", `/stacks/shop?tab=rules&${SAID}#x`],
  ["/groups/sg-0123456789abcdef0", `/groups/sg-0123456789abcdef0?${SAID}`],
  ["/findings?q=a%20b", `/findings?q=a+b&${SAID}`],
  ["/stacks?at=2025-01-01T00%3A00%3A00Z", "/stacks?at=2025-01-01T00%3A00%3A00Z"],
  ["/findings/exceptions?show=over", `/findings/exceptions?show=over&${SAID}`],
  ["/findings/exception?finding=x", "/findings/exception?finding=x"],
  ["/access?person=Mara", `/access?person=Mara&${SAID}`],
  ["/access/ask?stack=shop", "/access/ask?stack=shop"],
  ["/stacks/shop/match", "/stacks/shop/match"],
  ["/groups/adopt", `/groups/adopt?${SAID}`],
  ["/groups/adopt/proposal?stack=shop", "/groups/adopt/proposal?stack=shop"],
  ["/reviews/3?row=2", `/reviews/3?row=2&${SAID}`],
  ["/reviews/3/pack", "/reviews/3/pack"],
  ["/reviews/new", "/reviews/new"],
  ["/settings/patterns?name=three-tier", `/settings/patterns?name=three-tier&${SAID}`],
  ["/reports?range=day", `/reports?range=day&${SAID}`],
  ["/audit?action=role.given", `/audit?action=role.given&${SAID}`],
  ["/audit/export?format=csv", "/audit/export?format=csv"],
  ["/changes/4", `/changes/4?${SAID}`],
  ["/changes?show=mine&page=2", `/changes?show=mine&page=2&${SAID}`],
  ["/", "/"],
  ["https://elsewhere.example/stacks", "https://elsewhere.example/stacks"],
])("from the past, %s is %s", (href, kept) => {
  expect(keepMoment(href, AT)).toBe(kept);
});

test("now is said by saying nothing", () => {
  expect(keepMoment("/stacks", null)).toBe("/stacks");
});
