import { expect, it } from "vitest";
import { lookHref, lookView } from "./look-view.ts";

it("stands whole behind the #, and comes back the same", () => {
  const view = lookView("#view=groups&q=web%20%26%20db&kind=exposed&group=sg-1&page=3&region=eu-west-1");
  expect(view).toMatchObject({ tab: "groups", text: "web & db", kind: "exposed", group: "sg-1", page: 3 });
  expect(lookView(lookHref(view, { page: 3 }))).toEqual(view);
  expect(lookHref(view, {})).toMatch(/^#/);
});

it("begins another list at its first page, and another tab without filters", () => {
  const view = lookView("#view=groups&q=web&page=3&account=111111111111");
  expect(lookView(lookHref(view, { kind: "unused" }))).toMatchObject({ text: "web", page: 1 });
  expect(lookView(lookHref(view, { tab: "findings" }))).toMatchObject({ text: "", account: "111111111111" });
});

it("takes nonsense for nothing", () => {
  expect(lookView("#view=x&kind=y&severity=z&page=-4")).toEqual(lookView(""));
});
