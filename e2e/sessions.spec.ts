import { expect, test } from "./support/flows.ts";
import { productUrl } from "./support/product.ts";
import { signIn } from "./support/sign-in.ts";

test("whoever signs out is out, and so is a copy of their cookie", async ({ browser }) => {
  const theirs = await browser.newContext({ baseURL: productUrl() });
  const page = await theirs.newPage();
  await signIn(page, "Priya Raman", "/stacks");
  const copy = await browser.newContext({ baseURL: productUrl(), storageState: await theirs.storageState() });
  const thief = await copy.newPage();
  await thief.goto("/stacks");
  await expect(thief.getByRole("heading", { name: "Stacks" })).toBeVisible();

  await page.getByText("Priya Raman").first().click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out")).toBeVisible();
  await thief.goto("/stacks");
  await expect(thief).toHaveURL(/\/sign-in/);
  await page.goto("/changes");
  await expect(page).toHaveURL(/\/sign-in/);
  await theirs.close();
  await copy.close();
});

test("a disabled person's session is refused at once, and no new one begins", async ({
  browser,
  company,
}) => {
  const hers = await browser.newContext({ baseURL: productUrl() });
  const ines = await hers.newPage();
  await signIn(ines, "Ines Duarte", "/stacks");
  const casey = await company.as("Casey Lindqvist");
  await casey.goto("/settings/people");
  const row = casey.getByRole("row").filter({ hasText: "Ines Duarte" });
  await row.getByRole("button", { name: "Change…" }).click();
  await casey.getByRole("button", { name: "Shut Ines Duarte out now" }).click();
  await expect(row).toContainText(/disabled|shut out/i);

  await ines.getByRole("link", { name: "Groups" }).click();
  await expect(ines).toHaveURL(/\/sign-in/);
  await ines.getByRole("button", { name: "Sign in" }).click();
  await ines.getByRole("button", { name: "Continue as Ines Duarte" }).click();
  await expect(ines).toHaveURL(/\/sign-in\?.*error=/);
  await ines.goto("/stacks");
  await expect(ines).toHaveURL(/\/sign-in/);

  await casey.reload();
  await row.getByRole("button", { name: "Change…" }).click();
  await casey.getByRole("button", { name: "Let Ines Duarte in again" }).click();
  await expect(row).not.toContainText(/disabled|shut out/i);
  await signIn(ines, "Ines Duarte", "/audit");
  await expect(ines.getByRole("heading", { name: "Audit" })).toBeVisible();
  await hers.close();
});

test("somebody new sees nothing before a cloud admin gives them a role", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: productUrl() });
  const page = await context.newPage();
  await signIn(page, "Noor Bakker");
  await expect(page.getByText("You are signed in, and hold no role here yet")).toBeVisible();
  await page.goto("/stacks/shop");
  await expect(page.getByRole("main")).not.toContainText("sg-");
  await context.close();
});
