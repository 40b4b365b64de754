import type { Locator, Page } from "@playwright/test";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { approve, approveButton, ask, seeApplied } from "./support/access.ts";
import { closeByHand, openByHand, openingsOf } from "./support/ec2.ts";
import { expect, test } from "./support/flows.ts";
import { listenForChanges } from "./support/requests.ts";

const GUARDRAIL = "never: 203.0.113.82/31 -> tier ssh-admin tcp/22";

/** Saves what the stack is to be, once the page listens: text that is filled in before may end up doubled. */
async function saveStack(page: Page, edit: (yaml: string) => string): Promise<string> {
  await expect(page.getByRole("button", { name: /Search or do/ })).toHaveAttribute("aria-keyshortcuts", /K/);
  const text = page.getByRole("textbox", { name: /^status, saved \d+ times$/ });
  const yaml = await text.inputValue();
  await text.fill(edit(yaml));
  await page.getByRole("button", { name: "Save this stack" }).click();
  await expect(page.getByRole("main")).toContainText("Saved status, version");
  return yaml;
}

test("a change that breaks a guardrail says so before anybody approves, and one that breaks it unseen stops", async ({
  company,
}) => {
  const mara = await company.as("Mara Haddad");
  const unseen = await ask(mara, { stack: "status", from: "203.0.113.83", seconds: 1_800 });
  await expect(mara.getByRole("main")).not.toContainText(GUARDRAIL);
  const casey = await company.as("Casey Lindqvist");
  await casey.goto("/settings/stacks?name=status");
  const before = await saveStack(casey, (yaml) => `${yaml.trimEnd()}\nguardrails:\n  - ${GUARDRAIL}\n`);

  const shown = await ask(mara, { stack: "status", from: "203.0.113.82", seconds: 1_800 });
  const ruben = await company.as("Ruben Ferreira");
  await ruben.goto(shown);
  await expect(approveButton(ruben)).toBeVisible();
  const told = ruben.getByRole("listitem").filter({ hasText: GUARDRAIL });
  await expect(told).toContainText("Breaks");
  await expect(told).toContainText("of status");
  await expect(told).toContainText(/203\.0\.113\.82 can reach .+ on tcp\/22/);

  const changes = await listenForChanges(GROUP.statusDoor);
  await approve(ruben, unseen);
  const page = ruben.getByRole("main");
  await expect(page.getByText("Stale, refused")).toBeVisible({ timeout: 30_000 });
  await expect(page).toContainText("It would break a guardrail, and nobody who approved it was shown that");
  await expect(page).toContainText(`Breaks the guardrail "${GUARDRAIL}" of status: 203.0.113.83 can reach`);
  expect(await changes()).toEqual([]);
  expect(await openingsOf("frankfurt", GROUP.statusDoor)).not.toContain("tcp 22 from 203.0.113.83/32");

  await mara.getByRole("button", { name: "Withdraw this change" }).click();
  await expect(mara.getByRole("main")).toContainText("It was withdrawn. Nothing was changed.");
  await saveStack(casey, () => before);
});

const WEB = ["frankfurt", GROUP.ledgerWeb] as const;
const ANYONE = "0.0.0.0/0";

/** Opens the form that narrows the one rule of the web tier that also lets in `service`. */
async function proposeNarrowing(page: Page, service: string): Promise<Locator> {
  const tooWide = page.getByRole("row").filter({ hasText: `it also lets in ${service}` });
  const narrow = tooWide.getByRole("button", { name: "Propose narrowing…" });
  await expect(narrow).toBeVisible({ timeout: 30_000 });
  await narrow.click();
  const dialog = page.getByRole("dialog", { name: "Propose narrowing a rule" });
  await dialog.getByLabel("Why").fill("Nothing listens there");
  return dialog;
}

const askIn = async (page: Page, dialog: Locator): Promise<string> => {
  await dialog.getByRole("button", { name: "Ask to narrow this rule" }).click();
  await expect(page).toHaveURL(/\/changes\/\d+$/);
  return new URL(page.url()).pathname;
};

test("a rule of a full group is narrowed in place, or, where it must go first, only if that gap is accepted", async ({
  company,
}) => {
  // Two looks at EC2 and two changes of it, each of which the flow waits for.
  test.slow();
  const crowd = Array.from({ length: 57 }, (_, at) => `10.9.0.${at + 1}/32`);
  await closeByHand(...WEB, 443, ANYONE);
  await openByHand(...WEB, [443, 444], ANYONE);
  await closeByHand(...WEB, 80, ANYONE);
  // A rule that says it is a grant's is not rewritten: its tags would go on telling of the grant.
  await openByHand(...WEB, [80, 81], ANYONE, "sallyport grant 9999 until 2026-01-01T00:00Z");
  await openByHand(...WEB, 8443, crowd);
  expect(await openingsOf(...WEB)).toHaveLength(60);

  const casey = await company.as("Casey Lindqvist");
  const ruben = await company.as("Ruben Ferreira");
  await casey.goto("/stacks/ledger?tier=web");
  await casey.getByRole("button", { name: "Look at EC2 now" }).click();
  const inPlace = await askIn(casey, await proposeNarrowing(casey, "tcp/444"));
  const step = casey.getByRole("listitem").filter({ hasText: "Rewrite a rule in place on" });
  await expect(step).toContainText("tcp/443-444 becomes 0.0.0.0/0 on tcp/443");
  const changes = await listenForChanges(GROUP.ledgerWeb);
  await approve(ruben, inPlace);
  await seeApplied(ruben);
  expect(await changes()).toEqual(["ModifySecurityGroupRules"]);

  await casey.goto("/stacks/ledger?tier=web");
  const dialog = await proposeNarrowing(casey, "tcp/81");
  await dialog.getByRole("button", { name: "Ask to narrow this rule" }).click();
  await expect(dialog).toContainText("It needs 1 more free rule");
  await dialog.getByLabel("Why").fill("Nothing listens there");
  await dialog.getByLabel("Also if the rule must go before its replacement comes").check();
  const gap = await askIn(casey, dialog);
  await expect(casey.getByRole("main")).toContainText(
    "For a moment, until the replacement comes, this is cut off: tcp/80 from 0.0.0.0/0",
  );
  const later = await listenForChanges(GROUP.ledgerWeb);
  await approve(ruben, gap);
  await seeApplied(ruben);
  expect(await later()).toEqual(["RevokeSecurityGroupIngress", "AuthorizeSecurityGroupIngress"]);

  await closeByHand(...WEB, 8443, crowd);
  expect(await openingsOf(...WEB)).toEqual([
    "tcp 443 from 0.0.0.0/0",
    "tcp 80 from 0.0.0.0/0",
    "tcp 8443 from 203.0.113.192/29",
  ]);
  await casey.goto("/stacks/ledger?tier=web");
  await casey.getByRole("button", { name: "Look at EC2 now" }).click();
  const findings = casey.getByRole("table", { name: "Findings, worst first" });
  await expect(findings).not.toContainText("10.9.0.", { timeout: 30_000 });
});
