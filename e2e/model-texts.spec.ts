import { expect, test } from "./support/flows.ts";

test("a text that is refused says which field is wrong, beside that field", async ({ company }) => {
  const page = await company.as("Casey Lindqvist");
  await page.goto("/settings/policy");
  // Text that is filled in while the page still takes over from the server's HTML may end up doubled.
  await expect(page.getByRole("button", { name: /Search or do/ })).toHaveAttribute("aria-keyshortcuts", /K/);
  const text = page.getByRole("textbox", { name: /networks, times/ });
  const why = page.getByRole("textbox", { name: "Why" });
  const refusal = page.getByRole("main").getByRole("alert");

  await why.fill(" ");
  await page.getByRole("button", { name: "Ask for this policy" }).click();
  await expect(refusal).toContainText("look at what is marked");
  await expect(why).toHaveAttribute("aria-invalid", "true");
  await expect(why).toHaveAccessibleDescription(/Say why, in a few words/);
  await expect(text).not.toHaveAttribute("aria-invalid");

  await why.fill("Nobody reads this much");
  await text.fill("#".repeat(200_001));
  await page.getByRole("button", { name: "Ask for this policy" }).click();
  await expect(refusal).toContainText("This text is too long: 200,000 characters at most.");
  await expect(text).toHaveAttribute("aria-invalid", "true");
  await expect(why).not.toHaveAttribute("aria-invalid");
});
