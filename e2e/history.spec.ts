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
