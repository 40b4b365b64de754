import type { Page } from "@playwright/test";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { closeByHand, openByHand } from "./support/ec2.ts";
import { expect, test } from "./support/flows.ts";

const OUTSIDER = "198.51.100.77/32";

/** Has EC2 looked at, and asks until the answer is this one. */
async function lookUntil(page: Page, answer: string): Promise<void> {
  await page.goto("/stacks/shop");
  await page.getByRole("button", { name: "Look at EC2 now" }).click();
  await expect(async () => {
    await page.goto("/ask?q=can+internet+reach+shop/db:3306");
    await expect(page.getByRole("article")).toContainText(answer, { timeout: 500 });
  }).toPass();
}

test("a reviewer finds the one path from the Internet to a db, its witness, the change that closes it, and how it was before", async ({
  company,
}) => {
  // Two looks at EC2, of which the flow waits for both.
  test.setTimeout(120_000);
  const before = new Date().toISOString();
  await openByHand("frankfurt", GROUP.shopDb, 3306, OUTSIDER);
  const admin = await company.as("Casey Lindqvist");
  await lookUntil(admin, "Yes, in part");
  await admin
    .getByRole("article")
    .getByRole("row")
    .filter({ hasText: OUTSIDER })
    .getByRole("button", { name: "Propose removing…" })
    .click();
  await admin.getByRole("textbox", { name: /Why/ }).fill("Nobody outside needs the database");
  await admin.getByRole("button", { name: "Ask to remove this rule" }).click();
  await expect(admin).toHaveURL(/\/changes\/\d+$/);
  const change = new URL(admin.url()).pathname;

  const page = await company.as("Ines Duarte");
  await page.goto("/stacks");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("can internet reach shop/db:3306?");
  await page.getByRole("option", { name: /^Ask can internet/ }).click();
  await expect(page).toHaveURL(/\/ask\?q=/);
  const answer = page.getByRole("article");
  await expect(answer).toContainText("Yes, in part: security groups permit some of the Internet to reach");
  await expect(answer).toContainText("tcp/3306 from 198.51.100.77 to");
  await expect(answer.getByRole("row").filter({ hasText: OUTSIDER })).toContainText("Extra");
  await expect(answer.getByRole("button", { name: /^Propose/ })).toHaveCount(0);

  await answer.getByRole("button", { name: "Watch this…" }).click();
  await page.getByLabel("Expected").selectOption({ label: "Never: no packet may get through" });
  await page.getByRole("button", { name: "Watch it" }).click();
  await expect(page.getByText("It is watched now")).toBeVisible();
  await page.keyboard.press("Escape");
  const watched = page.getByRole("table", { name: /^Watched questions/ }).getByRole("row");
  await expect(watched.filter({ hasText: "can internet reach shop/db:3306" })).toContainText("Broken");

  await answer.getByRole("link", { name: /^Change \d+ closes it/ }).click();
  await expect(page).toHaveURL(new RegExp(`${change}$`));
  await expect(page.getByRole("main")).toContainText("198.51.100.77");

  await page.goto("/ask");
  const line = page.getByRole("combobox", { name: "Ask who can reach what" });
  await line.fill(`could internet reach shop/db:3306 at ${before}`);
  await line.press("Enter");
  await expect(page).toHaveURL(/at=/);
  await expect(answer).toContainText("No: the Internet cannot reach");
  await expect(page.getByRole("region", { name: "A moment of the past" })).toBeVisible();

  await answer.getByRole("link", { name: "Show on the graph" }).click();
  await expect(page).toHaveURL(/\/graph\?ask=.*at=/);
  await page.getByRole("link", { name: "Matrix" }).click();
  await page.getByRole("gridcell").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/pair=/);
  await expect(page.getByRole("region", { name: "Selected pair" })).toContainText("By rule");

  await admin.getByRole("button", { name: /^Withdraw/ }).click();
  await closeByHand("frankfurt", GROUP.shopDb, 3306, OUTSIDER);
  await lookUntil(admin, "No: the Internet cannot reach");
});
