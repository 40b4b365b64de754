import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { GuardrailChange } from "#lib/core/guardrail/guardrail-change.ts";
import { GuardrailChanges } from "./guardrail-changes.tsx";

const change = (more: Partial<GuardrailChange>): GuardrailChange => ({
  stack: "shop",
  text: "never: internet -> tier db",
  before: "holds",
  after: "broken",
  grows: false,
  sentence: "8.8.8.8 can reach db\u202e on tcp/3306.",
  ...more,
});

const textOf = (changes: readonly GuardrailChange[]): string =>
  renderToStaticMarkup(<GuardrailChanges changes={changes} />)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

it("tells what the change breaks first, with what breaks it, hidden characters shown", () => {
  const text = textOf([
    change({ text: "always: tier web -> tier app", before: "broken", after: "holds" }),
    change({ text: "never: internet -> tier app", before: "broken", grows: true }),
    change({}),
  ]);
  expect(text).toMatch(/Breaks further.*Breaks.*Holds again/);
  expect(text).not.toContain("\u202e");
});

it("tells what it leaves as it was in one line each, without alarm", () => {
  const text = textOf([change({ before: "broken" })]);
  expect(text).toContain("As before, these do not hold");
  expect(text).not.toMatch(/Breaks/);
});

it("says nothing where there is nothing to say", () => {
  expect(textOf([])).toBe("");
});
