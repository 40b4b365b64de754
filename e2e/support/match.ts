import { expect, type Page } from "@playwright/test";

/** Asks for what brings a stack in line, as people do it on the pages; returns the path of the change. */
export async function askForMatch(page: Page, stack: string): Promise<string> {
  await page.goto(`/stacks/${stack}`);
  await page.getByRole("link", { name: "Make it match" }).first().click();
  await expect(page.getByRole("heading", { name: `Make ${stack} match its model` })).toBeVisible();
  await page.getByRole("button", { name: /^Ask for these \d+ steps?$/ }).click();
  await expect(page).toHaveURL(/\/changes\/\d+$/);
  return new URL(page.url()).pathname;
}
