import { expect, test } from "./support/flows.ts";

test("a cloud admin sees what could be adopted, what it stands on, and the texts that would keep it", async ({
  company,
}) => {
  const page = await company.as("Casey Lindqvist");
  await page.goto("/stacks");
  await page.getByRole("link", { name: "Adopt what exists" }).click();
  const proposals = page.getByRole("table", { name: "Proposed stacks" });
  await expect(proposals.getByRole("row").filter({ hasText: "sessions-redis" })).toContainText("likely");
  const left = page.getByRole("table", { name: "Groups left out" });
  await expect(left.getByRole("row").filter({ hasText: "eks-cluster-sg" })).toContainText("EKS manages it");

  await proposals.getByRole("link", { name: "shop", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "shop" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("ElastiCache carries it");
  await expect(page.getByRole("textbox", { name: "What these tiers allow" })).toHaveValue(/from: tier web/);
  await page.getByLabel("Which team will own it?").selectOption("Storefront");
  await page.getByRole("button", { name: "Write it into the text" }).click();
  const stack = page.getByRole("textbox", { name: /Which groups play its tiers/ });
  await expect(stack).toHaveValue(/team: Storefront/);

  // The pattern is not kept yet: the stack is refused, with the place.
  await page.getByRole("button", { name: "Keep this stack" }).click();
  await expect(page.getByText("There is no pattern shop version 1.", { exact: true })).toBeVisible();
});

test("who may only read sees a proposal and cannot keep it", async ({ company }) => {
  const page = await company.as("Mara Haddad");
  await page.goto("/groups/adopt");
  const proposals = page.getByRole("table", { name: "Proposed stacks" });
  await proposals.getByRole("link", { name: "shop", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "What these tiers allow" })).not.toBeEditable();
  await expect(page.getByRole("button", { name: /^Keep this/ })).toHaveCount(0);
});

test("what was typed into the stack stays when the pattern is kept, which is then called as it was kept", async ({
  company,
}) => {
  const page = await company.as("Casey Lindqvist");
  await page.goto("/groups/adopt");
  const proposals = page.getByRole("table", { name: "Proposed stacks" });
  await proposals.getByRole("link", { name: "shop", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "shop" })).toBeVisible();
  // Text that is filled in while the page still takes over from the server's HTML may end up doubled.
  await expect(page.getByRole("button", { name: /Search or do/ })).toHaveAttribute("aria-keyshortcuts", /K/);
  const stack = page.getByRole("textbox", { name: /Which groups play its tiers/ });
  const given = await stack.inputValue();
  await stack.fill(`# Casey answers for it\n${given}`);

  const pattern = page.getByRole("textbox", { name: "What these tiers allow" });
  const edited = (await pattern.inputValue()).replace(/tcp\/\d+(-\d+)?/, "tcp/8443");
  await pattern.fill(edited.replace(/^name: .*$/m, "name: shop-tiers"));
  await page.getByRole("button", { name: "Keep this pattern" }).click();
  await expect(page.getByText("It is kept as shop-tiers@1.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("tcp/8443");
  const kept = given.replace(/^pattern: .*$/m, "pattern: shop-tiers@1");
  await expect(stack).toHaveValue(`# Casey answers for it\n${kept}`);
});
