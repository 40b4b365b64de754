/** The pictures of the README, taken of a fresh demo with a little life in it: `npm run screenshots`. */
import { Buffer } from "node:buffer";
import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
import type { BrowserContextOptions, Page } from "@playwright/test";
import { generateAccount } from "#lib/testing/account/generated-account.ts";
import { approve, ask, seeApplied } from "./support/access.ts";
import { expect, test } from "./support/flows.ts";

const folder = path.resolve(import.meta.dirname, "..", "public", "tour");
const mostBytes = 350_000;
const QUARTER = 15 * 60;
const LOOKED_AT = { groups: 60, rulesOfGroup: 12, interfaces: 120, drift: 0.1 };

const screen: BrowserContextOptions = {
  viewport: { width: 1280, height: 880 },
  deviceScaleFactor: 1.5,
  reducedMotion: "reduce",
  timezoneId: "UTC",
};
const phone: BrowserContextOptions = {
  ...screen,
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

/** Saves what the screen shows, down to `height` where the page is longer than that. */
async function picture(page: Page, name: string, height = 880): Promise<void> {
  const width = page.viewportSize()?.width ?? 1280;
  await page.setViewportSize({ width, height });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  await expect(page.getByText("Fetching the graph…")).toHaveCount(0);
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file, caret: "hide" });
  expect(statSync(file).size, name).toBeLessThan(mostBytes);
}

test("the pictures of the README", async ({ company, browser }) => {
  test.setTimeout(300_000);
  mkdirSync(folder, { recursive: true });
  const mara = await company.as("Mara Haddad", screen);
  const jonas = await company.as("Jonas Weber", screen);
  const casey = await company.as("Casey Lindqvist", screen);
  const ruben = await company.as("Ruben Ferreira", screen);

  const hers = {
    stack: "shop",
    from: "203.0.113.7",
    seconds: 9 * QUARTER,
    why: "Checkout hangs since 14:00",
  };
  await approve(ruben, await ask(mara, hers));
  await seeApplied(ruben);
  const his = { stack: "reports", from: "198.51.100.20", seconds: 4 * QUARTER, why: "Month-end export" };
  await approve(casey, await ask(jonas, his));
  await seeApplied(casey);
  const portal = { stack: "portal", from: "203.0.113.7", seconds: 5 * QUARTER, why: "Rotate the mail keys" };
  await ask(mara, portal);
  const cart = { stack: "shop", from: "198.51.100.20", seconds: 4 * QUARTER, why: "The cart loses items" };
  const waiting = await ask(jonas, cart);

  await casey.goto("/stacks/ledger/match");
  await casey.getByRole("button", { name: /^Ask for these/ }).click();
  await expect(casey).toHaveURL(/\/changes\/\d+$/);
  const match = new URL(casey.url()).pathname;

  const nobody = await browser.newContext(screen);
  const door = await nobody.newPage();
  await door.goto("/sign-in");
  await picture(door, "sign-in-light", 640);
  await nobody.close();

  for (const [path_, name, height] of [
    ["/", "home-light", 760],
    ["/stacks", "stacks-light", 640],
    ["/stacks/ledger", "stack-light", 900],
    ["/findings", "findings-light", 760],
    ["/groups/adopt", "adopt-light", 760],
    ["/graph", "graph-light", 880],
    ["/ask?q=who+can+reach+shop+db+on+3306", "ask-light", 760],
    ["/reports", "reports-light", 760],
    ["/audit", "audit-light", 760],
  ] as const) {
    await ruben.goto(path_);
    await picture(ruben, name, height);
  }
  const ines = await company.as("Ines Duarte", screen);
  await ines.goto("/reviews/new");
  await ines.getByRole("textbox", { name: "Name" }).fill("All access, second half of the year");
  await ines.getByRole("button", { name: "Begin the review" }).click();
  const rows = ines.getByRole("listbox", { name: "Rows of this review" });
  await expect(rows).toBeFocused();
  for (const key of ["k", "k", "r", "k"]) await ines.keyboard.press(key);
  await expect(ines.getByText("3 kept, 1 revoked")).toBeVisible();
  await picture(ines, "review-light", 760);

  await ines.goto("/look");
  const files = Array.from(generateAccount(LOOKED_AT, 7).answers, ({ name, json }) => ({
    name,
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(json)),
  }));
  const field = ines.getByLabel("Choose files");
  await expect(field).toBeEnabled();
  await field.setInputFiles(files);
  await expect(ines.getByRole("navigation", { name: "What the look found" })).toBeVisible();
  await picture(ines, "look-light", 760);

  const dark = { ...screen, colorScheme: "dark" } as const;
  const stack = await company.as("Ruben Ferreira", dark);
  await stack.goto("/stacks/ledger");
  await picture(stack, "stack-dark", 900);
  const dense = await company.as("Ruben Ferreira", { ...dark, deviceScaleFactor: 1.25 });
  await dense.goto(match);
  await picture(dense, "change-dark", 800);

  await mara.goto("/access");
  await expect(mara.getByText("Asked for")).toBeVisible();
  await picture(mara, "access-light", 640);

  const priya = await company.as("Priya Raman", phone);
  await priya.goto(waiting);
  await picture(priya, "change-phone-light", 844);
});
