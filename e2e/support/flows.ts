/** What every flow is told with: people who are signed in, each in a browser of their own. */
import { type BrowserContextOptions, test as base, type Page } from "@playwright/test";
import { signIn } from "./sign-in.ts";

type KeptSession = Exclude<BrowserContextOptions["storageState"], string | undefined>;

interface Company {
  /** A page of somebody who is signed in; a second call is a second browser of the same person. */
  as(name: string, options?: BrowserContextOptions): Promise<Page>;
}

/** What must never happen on any page: scripts that fail, dialogs, and what the content security policy stops. */
export function watch(page: Page, mishaps: string[]): void {
  page.on("pageerror", (error) => mishaps.push(`an error: ${error.message}`));
  page.on("dialog", (dialog) => {
    mishaps.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && text.includes("Content Security Policy")) mishaps.push(text);
  });
}

export const test = base.extend<{ company: Company }, { sessions: Map<string, KeptSession> }>({
  sessions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from it
    async ({}, use) => use(new Map()),
    { scope: "worker" },
  ],
  company: async ({ browser, sessions, baseURL, timezoneId }, use) => {
    const opened: { close(): Promise<void> }[] = [];
    const mishaps: string[] = [];
    await use({
      async as(name, options = {}) {
        const kept = sessions.get(name);
        const context = await browser.newContext({
          ...(baseURL === undefined ? {} : { baseURL }),
          ...(timezoneId === undefined ? {} : { timezoneId }),
          ...(kept === undefined ? {} : { storageState: kept }),
          ...options,
        });
        opened.push(context);
        const page = await context.newPage();
        watch(page, mishaps);
        if (kept === undefined) {
          await signIn(page, name);
          sessions.set(name, await context.storageState());
        }
        return page;
      },
    });
    for (const context of opened) await context.close();
    test.expect(mishaps, "what happened on the pages beside").toEqual([]);
  },
});

export const { expect } = test;
