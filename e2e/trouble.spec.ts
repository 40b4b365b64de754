import { FRANKFURT, GROUP, PROD, STAGING } from "#lib/sandbox/estate/demo-ids.ts";
import { approve, ask } from "./support/access.ts";
import { openingsOf } from "./support/ec2.ts";
import { goWrong } from "./support/faults.ts";
import { expect, test } from "./support/flows.ts";
import { askForMatch } from "./support/match.ts";
import { listenForChanges } from "./support/requests.ts";

test("a change that EC2 refuses halfway says what is done and what is not", async ({ company }) => {
  const casey = await company.as("Casey Lindqvist");
  const change = await askForMatch(casey, "ledger");
  await goWrong({
    match: { action: "RevokeSecurityGroupIngress", account: PROD, region: FRANKFURT },
    at: 2,
    effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
  });

  const ruben = await company.as("Ruben Ferreira");
  await approve(ruben, change);
  const page = ruben.getByRole("main");
  await expect(page.getByText("Applied in part.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("UnauthorizedOperation")).not.toHaveCount(0);
  const door = await openingsOf("frankfurt", GROUP.ledgerDoor);
  expect(door, "the first was closed").not.toContain("tcp 20-25 from 0.0.0.0/1");
  expect(door, "the second was refused").toContain("tcp 20-25 from 128.0.0.0/1");
  expect(door, "and nothing went on after it").toContain("tcp 22 from 198.51.100.201/32");
});

test("an answer that is lost reads as unknown, and nothing is sent again", async ({ company }) => {
  const mara = await company.as("Mara Haddad");
  const change = await ask(mara, { stack: "catalog", from: "203.0.113.71", seconds: 1_800 });
  await goWrong({
    match: { action: "AuthorizeSecurityGroupIngress", account: STAGING, region: FRANKFURT },
    at: 1,
    effect: { kind: "drop", when: "before" },
  });
  const changes = await listenForChanges(GROUP.catalogDoor);

  const ruben = await company.as("Ruben Ferreira");
  await approve(ruben, change);
  const page = ruben.getByRole("main");
  await expect(page.getByText("EC2's answer was lost.")).toBeVisible({ timeout: 45_000 });
  expect(await openingsOf("staging", GROUP.catalogDoor)).not.toContain("tcp 22 from 203.0.113.71/32");
  expect(await changes()).toEqual(["AuthorizeSecurityGroupIngress"]);
  await mara.goto("/access");
  await expect(mara.getByRole("listitem").filter({ hasText: "203.0.113.71" })).not.toContainText("Open");
});
