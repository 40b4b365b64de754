/** The way in that people take: Sallyport's page, the identity provider's page, and back. */
import { expect, type Page } from "@playwright/test";

/** Signs in as one of the demo's people and ends on the page that was asked for. */
export async function signIn(page: Page, name: string, path = "/"): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: `Continue as ${name}` }).click();
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page).not.toHaveURL(/sign-in/);
}
