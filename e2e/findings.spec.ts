import { expect, test } from "./support/flows.ts";

test("a security reviewer finds what lets the whole Internet in, with its proof, and cannot ask for anything", async ({
  company,
}) => {
  const page = await company.as("Ines Duarte");
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Findings" }).click();
  await page
    .getByRole("navigation", { name: "Findings by severity" })
    .getByRole("link", { name: /Critical/ })
    .click();
  await expect(page).toHaveURL(/severity=critical/);
  const table = page.getByRole("table", { name: "Findings, worst first" });
  const twin = table.getByRole("row").filter({ hasText: "tidewater-staging" });
  await expect(twin).toContainText("shop-ssh-admin");
  await expect(twin).toContainText("lets the whole Internet in to SSH (tcp/22)");
  await expect(twin).toContainText("198.51.100.7 → tcp/22 is let in");
  await expect(twin).toContainText("Its owner revokes:");
  await expect(twin.getByRole("listitem")).toHaveText("tcp/22 from 0.0.0.0/0");
  await twin.getByText("Why it matters").click();
  await expect(twin).toContainText("AWS Config: restricted-ssh");
  await expect(table.getByRole("button", { name: /^Propose/ })).toHaveCount(0);

  await twin.getByRole("link", { name: /^sg-/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("shop-ssh-admin");
  await expect(page.getByRole("table", { name: "Findings, worst first" })).toContainText(
    "Administration open to the whole Internet",
  );
});

test("a cloud admin asks from a finding for the rule to go", async ({ company }) => {
  const page = await company.as("Casey Lindqvist");
  await page.goto("/findings?rule=extra&stack=reports");
  const row = page
    .getByRole("table", { name: "Findings, worst first" })
    .getByRole("row")
    .filter({ hasText: "protocol/50" });
  await row.getByRole("button", { name: "Propose removing…" }).click();
  await page.getByRole("textbox", { name: /Why/ }).fill("No tunnel ends here");
  await page.getByRole("button", { name: "Ask to remove this rule" }).click();
  await expect(page).toHaveURL(/\/changes\/\d+$/);
  await expect(page.getByRole("main")).toContainText("protocol/50");
  await page.getByRole("button", { name: /^Withdraw/ }).click();
});
