import type { Page } from "@playwright/test";
import { expect, test } from "./support/flows.ts";

/** Opens the group of that name from the list, found as people find it. */
async function openGroup(page: Page, search: string, name: RegExp): Promise<void> {
  await page.goto(`/groups?q=${encodeURIComponent(search)}`);
  await page.getByRole("link", { name }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

// Every page of a flow fails it by a dialog, an error, or anything the content security policy had to stop.
test("hostile group names stay text", async ({ company }) => {
  const page = await company.as("Casey Lindqvist");
  const heading = page.getByRole("heading", { level: 1 });

  await openGroup(page, "javascript:", /^javascript:alert/);
  await expect(heading).toHaveText("javascript:alert(document.domain)//");
  await expect(page.getByRole("main")).toContainText("{{constructor.constructor(alert)()}} {{7*7}} #{7*7}");
  await expect(page.getByRole("main")).toContainText("=1+1+cmd(calc)!A0");

  await openGroup(page, "etc/passwd", /etc.passwd$/);
  await expect(heading).toHaveText("../../../../etc/passwd");
  await expect(page.getByRole("main")).toContainText("$(reboot); DROP TABLE grant; --");
  const carriers = page.getByRole("table", { name: "Interfaces that carry this group" });
  await expect(carriers).toContainText("</title><svg onload=alert(1)>U+202Etxt.exe");

  await page.goto("/groups?q=shop-ssh-admin");
  const twin = page.getByRole("row").filter({ hasText: "tidewater-staging" });
  await twin.getByRole("link", { name: "shop-ssh-admin" }).click();
  await expect(page.getByRole("main")).toContainText("shopU+202Ebew-nimdaU+202C sshU+2066adminU+2069");
  await expect(page.getByRole("main")).toContainText("first lineU+000DU+000ASet-Cookie: session=1");

  await openGroup(page, "zz-very", /^zz-very-long-name/);
  await expect(heading).toContainText("zz-very-long-name");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, "a long name stays inside").toBeLessThanOrEqual(1280);
});

test("hostile names do nothing in the palette either", async ({ company }) => {
  const page = await company.as("Casey Lindqvist");
  await page.goto("/");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("javascript");
  await expect(page.getByRole("option").first()).toContainText("javascript:alert(document.domain)//");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/groups\/sg-/);
});
