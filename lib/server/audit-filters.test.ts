import { expect, it } from "vitest";
import { auditExportInput } from "#lib/usecases/audit/export-audit.ts";
import { auditSearchInput } from "#lib/usecases/audit/search-audit.ts";
import { filterAsked } from "./audit-filters.ts";

const readBy = (given: Readonly<Record<string, string>>) => [
  auditSearchInput.safeParse(filterAsked(given)).success,
  auditExportInput.safeParse(filterAsked(given)).success,
];

it.each([
  { since: "2026-1-5" },
  { since: "2026-02-30" },
  { since: "" },
  { until: "2026-1-5" },
  { until: "2026-02-30" },
  { until: "2026-02-30", at: "2026-02-01T00:00:00Z" },
  { until: "2026-02-01", at: "yesterday" },
])("a day or a moment that cannot be read leaves no filter that can: %o", (given) => {
  expect(readBy(given)).toEqual([false, false]);
});

it("days are whole, and what is asked for ends with the earlier of the day and the moment", () => {
  expect(filterAsked({ since: "2026-01-05", until: "2026-02-28" })).toMatchObject({
    since: "2026-01-05T00:00:00Z",
    until: "2026-03-01T00:00:00.000Z",
  });
  const both = { until: "2026-02-28", at: "2026-02-01T00:00:00Z" };
  expect(filterAsked(both).until).toBe("2026-02-01T00:00:00.001Z");
  expect(filterAsked({ ...both, until: "2026-01-05" }).until).toBe("2026-01-06T00:00:00.000Z");
  expect(readBy(both)).toEqual([true, true]);
  expect(readBy({})).toEqual([true, true]);
});
