import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { approve, seeApplied } from "./support/access.ts";
import { expect, test } from "./support/flows.ts";

const REASON = "=The vendor's appliance, until it is replaced";

/** Text that is filled in while a page still takes over from the server's HTML may end up doubled. */
const listens = (page: Page) =>
  expect(page.getByRole("button", { name: /Search or do/ })).toHaveAttribute("aria-keyshortcuts", /K/);

const findings = (page: Page) => page.getByRole("table", { name: "Findings, worst first" });

/** What a file holds, saved by its link as people do it. */
async function download(page: Page, label: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: label, exact: true }).click(),
  ]);
  return readFile(await file.path(), "utf8");
}

test("a finding is accepted until a time, counted apart in reports and files, and comes back when that is ended", async ({
  company,
}) => {
  test.slow();
  const priya = await company.as("Priya Raman");
  await priya.goto("/findings?stack=portal&answer=sure");
  const first = findings(priya).getByRole("row").nth(1);
  // Counting does not wait: the table comes after the page.
  await expect(first).toBeVisible();
  const before = await findings(priya).getByRole("row").count();
  await first.getByRole("link", { name: "Accept it…" }).click();
  await expect(priya.getByRole("heading", { level: 1 })).toHaveText("Accept a finding");
  await listens(priya);
  await priya.getByLabel("Why").fill(REASON);
  await priya.getByRole("button", { name: "Ask to accept it" }).click();
  await expect(priya).toHaveURL(/\/changes\/\d+$/);
  await expect(priya.getByRole("main")).toContainText("You asked for this change");
  await expect(priya.getByRole("main")).toContainText("EC2's rules stay as they are");

  const casey = await company.as("Casey Lindqvist");
  await approve(casey, new URL(priya.url()).pathname);
  await seeApplied(casey);

  const ines = await company.as("Ines Duarte");
  await ines.goto("/findings?stack=portal&answer=accepted");
  const row = findings(ines).getByRole("row").nth(1);
  await expect(row).toContainText("by Priya Raman, because");
  const csv = await download(ines, "CSV");
  expect(csv).toContain(`"'${REASON}"`);
  await ines.goto("/findings?stack=portal&answer=sure");
  await expect(findings(ines).getByRole("row")).toHaveCount(before - 1);

  const accepted = ines
    .getByRole("list", { name: "Now" })
    .nth(1)
    .getByRole("listitem")
    .filter({ hasText: "Accepted" });
  await expect(async () => {
    await ines.goto("/reports?range=day&stack=portal");
    await expect(accepted).toHaveText("Accepted1", { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  const sarif: unknown = JSON.parse(await download(ines, "Findings as SARIF"));
  const suppressed = JSON.stringify(sarif).match(/"status":"accepted"/g) ?? [];
  expect(suppressed).toHaveLength(1);

  await priya.goto("/findings/exceptions");
  await listens(priya);
  await priya.getByRole("button", { name: "End…" }).click();
  await priya.getByLabel("Why").fill("It was replaced early");
  await priya.getByRole("button", { name: /^End exception \d+ now$/ }).click();
  await expect(priya.getByRole("main")).toContainText("No finding is accepted now");
  await ines.goto("/findings?stack=portal&answer=sure");
  await expect(findings(ines).getByRole("row")).toHaveCount(before);
});
