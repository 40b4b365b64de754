import { expect, test } from "./support/flows.ts";

test("a cloud admin lets access be as short as a second", async ({ company }) => {
  const page = await company.as("Casey Lindqvist");
  await page.goto("/settings/policy");
  // Text that is filled in while the page still takes over from the server's HTML may end up doubled.
  await expect(page.getByRole("button", { name: /Search or do/ })).toHaveAttribute("aria-keyshortcuts", /K/);
  const text = page.getByRole("textbox", { name: /networks, times/ });
  const yaml = await text.inputValue();
  await text.fill(yaml.replace(/shortest: \w+/, "shortest: 1s"));
  await page.getByRole("button", { name: "Save this policy" }).click();
  await expect(page.getByRole("main")).toContainText("It holds for requests from now on");
  await page.reload();
  await expect(text).toHaveValue(/shortest: 1s/);
});
