import { expect, test } from "./support/flows.ts";

test("a security reviewer finds an entry in the log, reads its proof and verifies it", async ({
  company,
}) => {
  const page = await company.as("Casey Lindqvist");
  await page.goto("/audit");
  await page.getByLabel("What happened").selectOption("saved the policy");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/action=policy\.saved/);
  const table = page.getByRole("table", { name: "Audit log" });
  await expect(table.getByRole("row")).not.toHaveCount(1);
  await table
    .getByRole("link", { name: /saved the policy$/ })
    .first()
    .click();
  await expect(page.getByText("Bytes and hash agree")).toBeVisible();
  await expect(page.getByRole("main")).toContainText('"action":"policy.saved"');

  const textAt = async (path: string) => (await page.request.get(path)).text();
  await expect.poll(() => textAt(`${page.url()}/proof`)).toContain("c2sp.org/tlog-proof@v1\n");
  expect(await textAt("/audit/consistency?since=1")).toContain("old 1\n");
  expect((await page.request.get("/audit/consistency?since=99999999")).status()).toBe(404);
  expect(await textAt("/audit/export?format=jsonl")).toContain('{"index":0,');

  await page.goto("/audit");
  await page.getByRole("button", { name: "Verify now" }).click();
  await expect(page.getByRole("main")).toContainText(/Checked \d+ entries: no edit and no gap found/);

  await page.goto("/audit?since=2026-1-5");
  await expect(page.getByText("This filter cannot be read")).toBeVisible();
  await expect(page.getByRole("list", { name: "The log as a file" })).toBeHidden();
});

test("the address that somebody comes from is offered when they ask", async ({ company }) => {
  const page = await company.as("Mara Haddad");
  await page.goto("/");
  await page.getByRole("link", { name: "Ask for SSH access" }).click();
  await expect(page.getByLabel("From", { exact: true })).toHaveValue(/^203\.0\.113\.7(\/32)?$/);
  await expect(page.getByRole("main")).toContainText("A demo address");
});

test("a mistake in a pattern is shown with its place", async ({ company }) => {
  const page = await company.as("Casey Lindqvist");
  await page.goto("/settings/patterns?name=three-tier");
  // Text that is filled in while the page still takes over from the server's HTML may end up doubled.
  await expect(page.getByRole("button", { name: /Search or do/ })).toHaveAttribute("aria-keyshortcuts", /K/);
  const text = page.getByRole("textbox", { name: /three-tier, version/ });
  const yaml = await text.inputValue();
  const lines = yaml.split("\n");
  const line = lines.findIndex((each) => each.includes("8080")) + 1;
  await text.fill(yaml.replace("8080", "80800"));
  await page.getByRole("button", { name: "Save as a new version" }).click();
  const place = page.getByRole("button", { name: new RegExp(`^Line ${line}, column \\d+$`) });
  await place.click();
  await expect(text).toBeFocused();
  const selected = await text.evaluate((area: HTMLTextAreaElement) =>
    area.value.slice(area.selectionStart, area.selectionEnd),
  );
  expect(selected).toContain("80800");
});

test("somebody who only reads cannot save a text", async ({ company }) => {
  const page = await company.as("Mara Haddad");
  await page.goto("/settings/policy");
  await expect(page.getByRole("button", { name: "Ask for this policy" })).toBeHidden();
});

test("the appearance that somebody chose stays", async ({ company }) => {
  const page = await company.as("Jonas Weber", { colorScheme: "light" });
  await page.goto("/stacks");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByText("Jonas Weber").first().click();
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  expect(await background()).toBe(dark);
});

test("the palette reaches a stack by keyboard alone", async ({ company }) => {
  const page = await company.as("Ines Duarte");
  await page.goto("/");
  const opener = page.getByRole("button", { name: /Search or do/ });
  await expect(opener).toHaveAttribute("aria-keyshortcuts", /Control\+K/);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("ledger");
  await expect(page.getByRole("option", { name: /stack\s*ledger/i })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/stacks\/ledger$/);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox")).toBeHidden();
});
