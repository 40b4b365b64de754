/** Asking for SSH access and answering, as people do it on the pages. */
import { expect, type Page } from "@playwright/test";
import { zone } from "./zone.ts";

export interface Wish {
  readonly stack: string;
  /** As it is typed. */
  readonly from: string;
  readonly seconds: number;
  /** For a cloud admin: whom it is for. */
  readonly for?: string;
  readonly why?: string;
}

/** A moment as `datetime-local` takes it, in the zone that every browser of the flows is in. */
const inZone = (at: number): string =>
  new Date(at).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T");

/** Fills the form; somebody else presses the button. */
export async function fillIn(page: Page, wish: Wish): Promise<void> {
  await page.goto(`/access/ask?stack=${wish.stack}`);
  if (wish.for !== undefined) await page.getByLabel("For", { exact: true }).selectOption(wish.for);
  await page.getByLabel("From", { exact: true }).fill(wish.from);
  await page.getByLabel(/This address is/).check();
  await page.getByLabel("Until").fill(inZone(Date.now() + wish.seconds * 1_000));
  await page.getByLabel("Why").fill(wish.why ?? "The nightly import hangs");
}

export const askButton = (page: Page) => page.getByRole("button", { name: "Ask for SSH access" });

/** Asks, and ends on the page of the change request; returns its path. */
export async function ask(page: Page, wish: Wish): Promise<string> {
  await fillIn(page, wish);
  await askButton(page).click();
  await expect(page).toHaveURL(/\/changes\/\d+$/);
  return new URL(page.url()).pathname;
}

export const approveButton = (page: Page) => page.getByRole("button", { name: "Approve this change" });

/** Reads a change and approves it. */
export async function approve(page: Page, change: string): Promise<void> {
  await page.goto(change);
  await approveButton(page).click();
}

/** Waits until the page of a change says that it is applied. */
export async function seeApplied(page: Page): Promise<void> {
  await expect(page.getByRole("main").getByText("Applied", { exact: true })).toBeVisible({ timeout: 30_000 });
}
