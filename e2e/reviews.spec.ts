import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "./support/flows.ts";

const root = path.resolve(import.meta.dirname, "..");

/** What the command says of a pack, with nothing but the pack and the key. */
function verified(folder: string, pack: string, key: string): string {
  try {
    const words = ["verify-pack", pack, "--key", key];
    return execFileSync(process.execPath, [path.join(root, "lib/cli/sallyport/main.ts"), ...words], {
      cwd: folder,
      encoding: "utf8",
    });
  } catch (error) {
    return String(Reflect.get(Object(error), "stdout"));
  }
}

test("a reviewer runs a review to its evidence by keyboard, and anybody verifies it offline", async ({
  company,
}) => {
  test.slow();
  const page = await company.as("Ines Duarte");
  await page.goto("/reviews/new");
  const everyStack = page.getByRole("checkbox", { name: "Every stack" });
  // The list of stacks comes only once the page listens.
  await expect(async () => {
    if (await everyStack.isChecked()) await everyStack.press("Space");
    await expect(page.getByRole("checkbox", { name: /^ledger/ })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole("checkbox", { name: /^ledger/ }).press("Space");
  await page.getByRole("textbox", { name: "Name" }).fill("Ledger, half-yearly");
  await page.getByRole("button", { name: "Begin the review" }).press("Enter");
  await expect(page).toHaveURL(/\/reviews\/\d+$/);
  const number = new URL(page.url()).pathname.replace("/reviews/", "");

  const list = page.getByRole("listbox", { name: "Rows of this review" });
  const partner = list.getByRole("option").filter({ hasText: "Fjordline" });
  await expect(list).toBeFocused();
  const rows = await list.getByRole("option").count();
  expect(rows).toBeGreaterThan(1);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toBeFocused();
  // A key that is held decides once.
  for (const key of ["k", "k", "k"]) await page.keyboard.down(key);
  await page.keyboard.up("k");
  await expect(list.getByText(/^Keep until/)).toHaveCount(1);
  for (let row = 1; row < rows; row += 1) await page.keyboard.press("k");
  await expect(list.getByText(/^Keep until/)).toHaveCount(rows);
  await partner.click();
  await list.focus();
  // What is decided is taken back before it is decided otherwise.
  await page.keyboard.press("r");
  await expect(list.getByText(/^Keep until/)).toHaveCount(rows);
  await page.keyboard.press("u");
  await expect(partner).toContainText("Open");
  await page.keyboard.press("r");
  await expect(partner).toContainText("Revoke");
  // The desk shows a decision before the server has it; the tally is the server's.
  await expect(page.getByRole("main")).toContainText(`${rows - 1} kept, 1 revoked, 0 open`);

  await page.getByRole("button", { name: "Close the review…" }).press("Enter");
  await page.getByRole("button", { name: "Close it for good" }).press("Enter");
  await expect(page.getByText("What was revoked waits for approval")).toBeVisible();
  const link = page.getByRole("link", { name: "Download the pack" });
  await expect(link).toBeVisible({ timeout: 30_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), link.press("Enter")]);
  expect(download.suggestedFilename()).toBe(`review-${number}.zip`);

  const settings = await company.as("Ines Duarte");
  await settings.goto("/settings");
  const key = await settings.getByText(/^localhost:\d+\/sallyport\+[0-9a-f]{8}\+/).innerText();
  const folder = mkdtempSync(path.join(tmpdir(), "sallyport-evidence-"));
  const pack = path.join(folder, "pack.zip");
  await download.saveAs(pack);
  expect(verified(folder, pack, key)).toContain("Verified.");
  const altered = readFileSync(pack);
  altered.write("x", altered.indexOf("%PDF") < 0 ? altered.length - 200 : altered.indexOf("%PDF"));
  writeFileSync(pack, altered);
  expect(verified(folder, pack, key)).not.toContain("Verified.");
  rmSync(folder, { recursive: true });

  const ruben = await company.as("Ruben Ferreira");
  await ruben.goto("/changes");
  await ruben.getByRole("link", { name: new RegExp(`access review #${number} revoked`) }).click();
  await expect(ruben.getByRole("main")).toContainText("Revoked: Fjordline, payments partner on ledger");
  const why = ruben.getByRole("textbox", { name: "Why" });
  // The dialog opens only once the page listens.
  await expect(async () => {
    await ruben.getByRole("button", { name: "Reject…" }).click({ timeout: 1_000 });
    await expect(why).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await why.fill("The contract runs on");
  await ruben.getByRole("button", { name: "Reject this change" }).click();
  await expect(ruben.getByRole("main").getByText("Rejected", { exact: true }).first()).toBeVisible();
});
