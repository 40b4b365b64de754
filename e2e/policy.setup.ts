import { expect, test } from "./support/flows.ts";

test("a cloud admin lets access be as short as a second", async ({ company }) => {
  const page = await company.as("Casey Lindqvist");
  await page.goto("/settings/policy");
  // Text that is filled in while the page still takes over from the server's HTML may end up doubled.
  await expect(page.getByRole("button", { name: /Search or do/ })).toHaveAttribute("aria-keyshortcuts", /K/);
  const text = page.getByRole("textbox", { name: /networks, times/ });
  const yaml = await text.inputValue();
  await text.fill(yaml.replace(/shortest: \w+/, "shortest: 1s"));
  await page.getByRole("textbox", { name: "Why" }).fill("Flows end what they open");
  await page.getByRole("button", { name: "Ask for this policy" }).click();
  // Who says yes is not for one to say.
  await page.waitForURL(/\/changes\/\d+$/);
  const ruben = await company.as("Ruben Ferreira");
  await ruben.goto(page.url());
  await ruben.getByRole("button", { name: "Approve this change" }).click();
  await expect(ruben.getByText("Applied", { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.goto("/settings/policy");
  await expect(text).toHaveValue(/shortest: 1s/);
});
