import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Effect } from "#lib/core/plan/plan.ts";
import { ChangeEffect } from "./change-effect.tsx";

const effect: Effect = {
  gained: [],
  lost: [],
  sentences: ["invoice\u202egpj can open new SSH connections to shop."],
  interfaceIds: [],
  instanceIds: [],
  sessions: [],
  guardrails: [],
  warnings: ["web\u200b is shared with ledger."],
};

it("shows hidden characters of names in the sentences an approver reads", () => {
  const html = renderToStaticMarkup(<ChangeEffect effect={effect} labels={{}} />);
  expect(html).not.toMatch(/[\u202e\u200b]/);
  expect(html).toContain("invoice[U+202E]gpj can open");
  expect(html).toContain("web[U+200B] is shared");
});
