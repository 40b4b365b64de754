import type { Page } from "@playwright/test";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { closeByHand, openByHand } from "./support/ec2.ts";
import { expect, test } from "./support/flows.ts";

const OUTSIDER = "198.51.100.88/32";

/** Has EC2 looked at, and waits for what that look tells of the timeline. */
async function lookAgain(page: Page, seen: RegExp): Promise<void> {
  await page.goto("/stacks/reports?tab=timeline&show=drift");
  await page.getByRole("button", { name: /^Look/ }).click();
  await expect(async () => {
    await page.goto("/stacks/reports?tab=timeline&show=drift");
    await expect(page.getByRole("listitem").filter({ hasText: seen }).first()).toBeVisible({ timeout: 500 });
  }).toPass();
}

test("what was changed behind Sallyport's back stands in the timeline, and the page before it can be seen again", async ({
  company,
}) => {
  test.slow();
  const before = new Date().toISOString();
  await openByHand("virginia", GROUP.reportsDb, 3306, OUTSIDER);
  const casey = await company.as("Casey Lindqvist");
  await lookAgain(casey, /got the rule.*198\.51\.100\.88/);
  await closeByHand("virginia", GROUP.reportsDb, 3306, OUTSIDER);
  await lookAgain(casey, /lost the rule.*198\.51\.100\.88/);

  const ines = await company.as("Ines Duarte");
  await ines.goto("/stacks/reports?tab=timeline");
  const came = ines
    .getByRole("listitem")
    .filter({ hasText: /got the rule.*198\.51\.100\.88/ })
    .first();
  await expect(came).toContainText("not through Sallyport");

  await came.getByRole("link", { name: "As of then" }).click();
  const banner = ines.getByRole("region", { name: "A moment of the past" });
  await expect(banner).toContainText("not as it is now");
  await expect(banner).toContainText("the look in force ended");
  await expect(ines.getByRole("main")).toContainText(OUTSIDER);
  await expect(ines.getByRole("button", { name: /^Look/ })).toHaveCount(0);
  await expect(ines.getByRole("link", { name: /Make it match/ })).toHaveCount(0);
  await ines.goto(`/stacks/reports?at=${encodeURIComponent(before)}`);
  await expect(banner).toContainText("not as it is now");
  await expect(ines.getByRole("main")).not.toContainText(OUTSIDER);
  await banner.getByRole("link", { name: "Back to now" }).click();
  await expect(banner).toHaveCount(0);

  await ines.goto("/stacks/reports?tab=timeline");
  await came.getByRole("link", { name: "What changed" }).click();
  await expect(ines.getByRole("heading", { name: "Compare two moments" })).toBeVisible();
  const group = ines.getByRole("listitem").filter({ hasText: GROUP.reportsDb }).first();
  await expect(group).toContainText("Rule added:");
  await expect(group).toContainText("became possible");
  await expect(group).toContainText("198.51.100.88 → tcp/3306 is let in after, not before");

  await ines.goto("/stacks/reports?tab=timeline");
  await came.getByRole("link", { name: /from 198\.51\.100\.88/ }).click();
  const life = ines.locator("#biography");
  await expect(life).toContainText(
    /The rule was first seen on EC2.*not through Sallyport.*between the look of/,
  );
  await expect(life).toContainText(/The rule was gone from EC2/);
});

test("what is done about a rule that changes outside is chosen on the stack's page, and then done", async ({
  company,
}) => {
  const visitor = "198.51.100.77/32";
  const casey = await company.as("Casey Lindqvist");
  const card = casey.locator("#drift");
  const choose = async (what: string, submit: string) => {
    await casey.goto("/stacks/reports");
    await card.getByRole("button", { name: "Choose…" }).click();
    const dialog = casey.getByRole("dialog");
    await dialog.getByLabel("Sallyport is to").selectOption({ label: what });
    await dialog.getByLabel("Why").fill("Somebody opens the database by hand");
    await dialog.getByRole("button", { name: submit }).click();
  };

  await choose("Propose to put it back", "Propose from now on");
  await expect(casey.getByRole("dialog")).toContainText("It holds from now on.");
  await openByHand("virginia", GROUP.reportsDb, 3306, visitor);
  await casey.goto("/stacks/reports");
  await expect(card).toContainText("opens a change request that leads back to the model");
  await casey.getByRole("button", { name: /^Look/ }).click();
  const row = card.getByRole("row").filter({ hasText: visitor });
  const proposed = row.getByRole("link", { name: /^Change \d+$/ });
  await expect(async () => {
    await casey.goto("/stacks/reports");
    await expect(proposed).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(row).toContainText("added");
  await proposed.click();
  await expect(casey.getByText("198.51.100.77 can no longer open new tcp/3306 connections")).toBeVisible();
  await expect(casey.getByText("Waiting for an answer").first()).toBeVisible();

  await choose("Put it back by itself", "Ask to put back by itself");
  await expect(casey).toHaveURL(/\/changes\/\d+$/);
  await expect(casey.getByText("One cloud admin who did not ask").first()).toBeVisible();

  await choose("Tell only", "Only tell");
  await expect(casey.getByRole("dialog")).toContainText("It holds from now on.");
  await closeByHand("virginia", GROUP.reportsDb, 3306, visitor);
});
