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
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
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

test("whoever signs out everywhere is out in every browser, and so is a copy of their cookie", async ({
  browser,
}) => {
  // Somebody whom no other flow signs in as.
  const here = await browser.newContext({ baseURL: productUrl() });
  const there = await browser.newContext({ baseURL: productUrl() });
  const page = await here.newPage();
  const lost = await there.newPage();
  await signIn(page, "Noor Bakker");
  await signIn(lost, "Noor Bakker");
  const copy = await browser.newContext({ baseURL: productUrl(), storageState: await there.storageState() });
  const thief = await copy.newPage();
  await thief.goto("/stacks");
  await expect(thief.getByText("You are signed in, and hold no role here yet")).toBeVisible();

  await page.getByText("Noor Bakker").first().click();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByText("You are signed out everywhere")).toBeVisible();
  for (const out of [page, lost, thief]) {
    await out.goto("/stacks");
    await expect(out).toHaveURL(/\/sign-in/);
  }
  for (const context of [here, there, copy]) await context.close();
});

test("a cloud admin ends somebody's sessions, and nobody follows the log in them any more", async ({
  browser,
  company,
}) => {
  const hers = await browser.newContext({ baseURL: productUrl() });
  const priya = await hers.newPage();
  await signIn(priya, "Priya Raman", "/audit");
  // As many as may follow at once, had they followed: whoever asks for the head alone keeps nobody out.
  for (let asked = 0; asked < 20; asked += 1) {
    expect((await priya.request.head("/audit/events")).status()).toBe(200);
  }
  const begun = priya.waitForResponse(/\/audit\/events/);
  const followed = priya.evaluate(async () => {
    const answer = await fetch("/audit/events?from=999999999");
    await answer.text();
    return answer.status;
  });
  await begun;

  const casey = await company.as("Casey Lindqvist");
  await casey.goto("/settings/people");
  const row = casey.getByRole("row").filter({ hasText: "Priya Raman" });
  await row.getByRole("button", { name: "Change…" }).click();
  await casey.getByRole("button", { name: "End sessions" }).click();
  await expect(casey.getByText(/\d+ sessions? (has|have) ended\./)).toBeVisible();
  await expect(row).toContainText("not signed in");
  expect(await followed).toBe(200);
  await priya.goto("/stacks");
  await expect(priya).toHaveURL(/\/sign-in/);

  await casey.goto("/audit?action=sessions.ended");
  const entry = casey.getByRole("table", { name: "Audit log" }).getByRole("row").nth(1);
  await expect(entry).toContainText("Casey Lindqvist");
  await expect(entry).toContainText("Priya Raman");
  // Nothing else was taken from her.
  await signIn(priya, "Priya Raman", "/stacks");
  await expect(priya.getByRole("heading", { name: "Stacks" })).toBeVisible();
  await hers.close();
});
