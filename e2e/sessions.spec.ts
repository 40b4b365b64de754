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
  // Nobody whom a flow beside this one signs in as.
  const hers = await browser.newContext({ baseURL: productUrl() });
  const priya = await hers.newPage();
  await signIn(priya, "Priya Raman", "/stacks");
  const casey = await company.as("Casey Lindqvist");
  await casey.goto("/settings/people");
  const row = casey.getByRole("row").filter({ hasText: "Priya Raman" });
  await row.getByRole("button", { name: "Change…" }).click();
  await casey.getByRole("button", { name: "Shut Priya Raman out now" }).click();
  await expect(row).toContainText(/disabled|shut out/i);

  await priya.getByRole("link", { name: "Groups" }).click();
  await expect(priya).toHaveURL(/\/sign-in/);
  await priya.getByRole("button", { name: "Sign in" }).click();
  await priya.getByRole("button", { name: "Continue as Priya Raman" }).click();
  await expect(priya).toHaveURL(/\/sign-in\?.*error=/);
  await priya.goto("/stacks");
  await expect(priya).toHaveURL(/\/sign-in/);

  await casey.reload();
  await row.getByRole("button", { name: "Change…" }).click();
  await casey.getByRole("button", { name: "Let Priya Raman in again" }).click();
  await expect(row).not.toContainText(/disabled|shut out/i);
  await signIn(priya, "Priya Raman", "/audit");
  await expect(priya.getByRole("heading", { name: "Audit" })).toBeVisible();
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
