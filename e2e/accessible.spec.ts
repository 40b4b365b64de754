import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { ask } from "./support/access.ts";
import { expect, test, watch } from "./support/flows.ts";
import { everyPage } from "./support/routes.ts";
import { signIn } from "./support/sign-in.ts";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const colours = ["color-contrast", "link-in-text-block"];
/** Faults only, by their text: what passes would be written down too, each with a selector, which takes as long again. */
const faultsOnly = { resultTypes: ["violations" as const], selectors: false };
/** Rows of a long table are drawn by the same lines of code: what ails one shows in the first dozen. */
const rowsLikeOthers = "tbody > tr:nth-child(n + 13)";

/**
 * What axe finds on a page as it is now, a line each: everything in both widths, and colours, which take it longest, by
 * default only where there is room for all of them, light and dark: a phone shows the same ones, and its bar on every
 * page.
 */
async function faultsOf(page: Page, colourWidths: readonly number[] = [1280]): Promise<string[]> {
  const faults: string[] = [];
  // Not what stands in a page's place while its data is on the way, unseen beside it; behind a dialog nothing has a role.
  await expect(page.locator("h1").filter({ visible: true })).toBeAttached();
  // Legacy: everything in the page itself, which has no frames; the other mode takes twice as long.
  const look = async (name: string, axe: AxeBuilder) => {
    const seen = axe.exclude(rowsLikeOthers).setLegacyMode();
    for (const { id, nodes } of (await seen.analyze()).violations) {
      for (const { html, failureSummary } of nodes) faults.push(`${name}: ${id}: ${html}\n${failureSummary}`);
    }
  };
  for (const width of [1280, 390]) {
    const coloured = colourWidths.includes(width);
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    const everything = new AxeBuilder({ page }).options(faultsOnly).withTags(standards);
    await look(`light, ${width} wide`, coloured ? everything : everything.disableRules(colours));
    if (!coloured) continue;
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await look(`dark, ${width} wide`, new AxeBuilder({ page }).options(faultsOnly).withRules(colours));
  }
  return faults;
}

test.describe("in one browser, which keeps what it has compiled", () => {
  let page: Page;
  const mishaps: string[] = [];
  test.beforeAll(async ({ browser, baseURL }) => {
    page = await browser.newPage(baseURL === undefined ? {} : { baseURL });
    watch(page, mishaps);
    await signIn(page, "Casey Lindqvist");
  });
  test.afterAll(() => page.close());

  for (const path of everyPage()) {
    test(`axe finds nothing on ${path}`, async () => {
      await page.goto(path);
      expect(await faultsOf(page, path === "/" ? [1280, 390] : [1280])).toEqual([]);
      expect(mishaps.splice(0), "what happened beside").toEqual([]);
    });
  }
});

test("axe finds nothing on an entry of the log", async ({ company }) => {
  const page = await company.as("Casey Lindqvist");
  await page.goto("/audit");
  await page.getByRole("table", { name: "Audit log" }).getByRole("link").first().click();
  await expect(page.getByText("Bytes and hash agree")).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});

test("axe finds nothing where somebody signs in", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }) });
  const page = await context.newPage();
  await page.goto("/sign-in");
  expect(await faultsOf(page)).toEqual([]);
  await context.close();
});

test("axe finds nothing on an open request, for who asked and for who answers", async ({ company }) => {
  const mara = await company.as("Mara Haddad");
  const change = await ask(mara, { stack: "shop", from: "203.0.113.61", seconds: 1_800 });
  expect(await faultsOf(mara)).toEqual([]);
  const ruben = await company.as("Ruben Ferreira");
  await ruben.goto(change);
  await ruben.getByRole("button", { name: "Reject…" }).click();
  await expect(ruben.getByRole("dialog")).toBeVisible();
  expect(await faultsOf(ruben)).toEqual([]);
});
